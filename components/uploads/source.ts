import type { ErrorId } from "@/lib/errors/catalog";
import type { LeftOutKind } from "@/lib/tarball/left-out";

/** A file of a chosen folder: its path below the folder. */
export type FolderFile = { path: string; file: File };

/** What of a folder is left out anyway and has not been read yet. */
export type FolderRest = { kinds: LeftOutKind[]; read: () => Promise<FolderFile[]> };

/** What somebody dropped or picked. */
export type Source =
  | { kind: "tarball"; name: string; file: File }
  | { kind: "folder"; name: string; files: FolderFile[]; rest: FolderRest | null };

/** What was dropped cannot be built: why, by the catalog's id. */
export type Refusal = { kind: "refused"; id: ErrorId; message: string };
