import type { LeftOutKind } from "@/lib/tarball/left-out";
import { TarballError } from "@/lib/tarball/tarball-error";
import { fileNotRead, folderNotRead } from "@/lib/text/uploads";
import type { FolderFile, FolderRest } from "./source";

const REPORT_MS = 100;
const DEFERRED: Record<string, LeftOutKind> = { ".git": "git", node_modules: "node_modules" };

/**
 * Returns the files below a dropped folder, by their relative path. Large parts that are always left out (`.git`,
 * `node_modules`) are read when `rest.read` is called, so that the check does not wait for them; of `.git` only the
 * files that determine the commit are read at once. `onFile` receives the count from time to time. The first file or
 * folder that cannot be read ends the walk with `unreadable_file` and its name; nothing is counted after that.
 */
export async function walkFolder(
  folder: FileSystemDirectoryEntry,
  onFile: (count: number) => void,
): Promise<{ files: FolderFile[]; rest: FolderRest | null }> {
  const files: FolderFile[] = [];
  const deferred: FileSystemDirectoryEntry[] = [];
  const cut = folder.fullPath.length + 1;
  let reportedAt = 0;
  let ended = false;
  const walk = async (directory: FileSystemDirectoryEntry, into: FolderFile[]): Promise<void> => {
    for (const batch of await childrenOf(directory, cut)) {
      if (ended) return;
      into.push(...(await Promise.all(batch.filter(isFile).map((entry) => fileOf(entry, cut)))));
      if (!ended && into === files && performance.now() - reportedAt >= REPORT_MS) {
        reportedAt = performance.now();
        onFile(files.length);
      }
      const folders = batch.filter(isFolder);
      const now = folders.filter(({ name }) => into !== files || !Object.hasOwn(DEFERRED, name));
      deferred.push(...folders.filter((entry) => !now.includes(entry)));
      await Promise.all(now.map((entry) => walk(entry, into)));
    }
  };
  await walk(folder, files).catch((error: unknown) => {
    ended = true;
    throw error;
  });
  files.push(...(await gitFilesOf((path) => fileAt(folder, `.git/${path}`, cut).catch(() => null))));
  if (deferred.length === 0) return { files, rest: null };
  const read = async () => {
    const known = new Set(files.map(({ path }) => path));
    const found: FolderFile[] = [];
    for (const directory of deferred) await walk(directory, found);
    return found.filter(({ path }) => !known.has(path));
  };
  return { files, rest: { kinds: [...new Set(deferred.flatMap(({ name }) => DEFERRED[name] ?? []))], read } };
}

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

/**
 * Returns the few files of a git folder that determine its commit and its own ignore rules. `get` takes paths inside
 * `.git`.
 */
export async function gitFilesOf(get: (path: string) => Promise<FolderFile | null>): Promise<FolderFile[]> {
  const head = await get("HEAD");
  if (!head) return [];
  const text = await head.file.text().catch(() => "");
  const ref = /^ref: (refs\/\S+)$/.exec(text.trim())?.[1];
  const found = await Promise.all([...(ref ? [ref] : []), "packed-refs", "info/exclude"].map(get));
  return [head, ...found.flatMap((file) => file ?? [])];
}
