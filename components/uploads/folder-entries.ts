import { TarballError } from "@/lib/tarball/tarball-error";
import { fileNotRead, folderNotRead } from "@/lib/text/uploads";
import type { FolderFile } from "./source";

/**
 * Returns a folder's children, which the browser returns in batches. Throws `unreadable_file` with its path. `cut`:
 * the number of leading characters of a full path to remove, up to the dropped folder.
 */
export async function childrenOf(
  directory: FileSystemDirectoryEntry,
  cut: number,
): Promise<FileSystemEntry[][]> {
  const reader = directory.createReader();
  const batches: FileSystemEntry[][] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, () => {
        reject(
          new TarballError("unreadable_file", folderNotRead(directory.fullPath.slice(cut) || directory.name)),
        );
      }),
    );
    if (batch.length === 0) return batches;
    batches.push(batch);
  }
}

/** Returns the file of an entry. Throws `unreadable_file` with its path. */
export function fileOf(entry: FileSystemFileEntry, cut: number): Promise<FolderFile> {
  return new Promise((resolve, reject) =>
    entry.file(
      (file) => resolve({ path: entry.fullPath.slice(cut), file }),
      () => reject(new TarballError("unreadable_file", fileNotRead(entry.fullPath.slice(cut)))),
    ),
  );
}

/** Returns the file at a path below the folder, or null. */
export async function fileAt(
  folder: FileSystemDirectoryEntry,
  path: string,
  cut: number,
): Promise<FolderFile | null> {
  const entry = await new Promise<FileSystemEntry | null>((resolve) =>
    folder.getFile(path, {}, resolve, () => resolve(null)),
  );
  return entry && isFile(entry) ? fileOf(entry, cut) : null;
}

export const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
export const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
