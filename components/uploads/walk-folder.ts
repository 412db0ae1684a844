import type { FolderFile } from "./source";

const TELL_MS = 100;

/** Every file below a dropped folder, by its path from there. `onFile` hears the count now and then. */
export async function walkFolder(
  folder: FileSystemDirectoryEntry,
  onFile: (count: number) => void,
): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const cut = folder.fullPath.length + 1;
  let told = 0;
  const walk = async (directory: FileSystemDirectoryEntry): Promise<void> => {
    for (const batch of await childrenOf(directory)) {
      const files = await Promise.all(batch.filter(isFile).map(fileOf));
      found.push(...files.map(({ path, file }) => ({ path: path.slice(cut), file })));
      if (performance.now() - told >= TELL_MS) {
        told = performance.now();
        onFile(found.length);
      }
      await Promise.all(batch.filter(isFolder).map(walk));
    }
  };
  await walk(folder);
  return found;
}

/** A folder is read in batches until an empty one. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[][]> {
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

function fileOf(entry: FileSystemFileEntry): Promise<FolderFile> {
  return new Promise((resolve, reject) =>
    entry.file((file) => resolve({ path: entry.fullPath, file }), reject),
  );
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
