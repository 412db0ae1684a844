import type { FolderFile } from "./source";

/** A folder's children, in the batches that the browser gives them in. */
export async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[][]> {
  const reader = directory.createReader();
  const batches: FileSystemEntry[][] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return batches;
    batches.push(batch);
  }
}

/** `cut`: how many characters of the full path stand before the path from the dropped folder. */
export function fileOf(entry: FileSystemFileEntry, cut: number): Promise<FolderFile> {
  return new Promise((resolve, reject) =>
    entry.file((file) => resolve({ path: entry.fullPath.slice(cut), file }), reject),
  );
}

/** The file at a path below the folder, or null. */
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
