import type { ErrorId } from "@/lib/errors/catalog";

/** A file of a chosen folder: its path below the folder. */
export type FolderFile = { path: string; file: File };

/** What somebody dropped or picked. */
export type Source =
  | { kind: "tarball"; name: string; file: File }
  | { kind: "folder"; name: string; files: FolderFile[] };

/** What was dropped cannot be built: why, by the catalog's id. */
export type Refusal = { kind: "refused"; id: ErrorId; message: string };
