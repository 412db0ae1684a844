import type { ErrorId } from "@/lib/errors/catalog";
import type { LeftOutKind } from "@/lib/tarball/left-out";

/** A file of a chosen folder, with its path below the folder. */
export type FolderFile = { path: string; file: File };

/** The part of a folder that is always left out and has not been read yet. */
export type FolderRest = { kinds: LeftOutKind[]; read: () => Promise<FolderFile[]> };

/** A dropped or picked source. */
export type Source =
  | { kind: "tarball"; name: string; file: File }
  | { kind: "folder"; name: string; files: FolderFile[]; rest: FolderRest | null };

/** Why a drop cannot be built, by the catalog's id. */
export type Refusal = { kind: "refused"; id: ErrorId; message: string };
