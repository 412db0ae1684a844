import type { LeftOutKind } from "@/lib/tarball/left-out";
import { childrenOf, fileAt, fileOf, isFile, isFolder } from "./folder-entries";
import { gitFilesOf } from "./git-files";
import type { FolderFile, FolderRest } from "./source";

const TELL_MS = 100;
const LATER: Record<string, LeftOutKind> = { ".git": "git", node_modules: "node_modules" };

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
  const later: FileSystemDirectoryEntry[] = [];
  const cut = folder.fullPath.length + 1;
  let told = 0;
  let ended = false;
  const walk = async (directory: FileSystemDirectoryEntry, into: FolderFile[]): Promise<void> => {
    for (const batch of await childrenOf(directory, cut)) {
      if (ended) return;
      into.push(...(await Promise.all(batch.filter(isFile).map((entry) => fileOf(entry, cut)))));
      if (!ended && into === files && performance.now() - told >= TELL_MS) {
        told = performance.now();
        onFile(files.length);
      }
      const folders = batch.filter(isFolder);
      const now = folders.filter(({ name }) => into !== files || !Object.hasOwn(LATER, name));
      later.push(...folders.filter((entry) => !now.includes(entry)));
      await Promise.all(now.map((entry) => walk(entry, into)));
    }
  };
  await walk(folder, files).catch((error: unknown) => {
    ended = true;
    throw error;
  });
  files.push(...(await gitFilesOf((path) => fileAt(folder, `.git/${path}`, cut).catch(() => null))));
  if (later.length === 0) return { files, rest: null };
  const read = async () => {
    const known = new Set(files.map(({ path }) => path));
    const found: FolderFile[] = [];
    for (const directory of later) await walk(directory, found);
    return found.filter(({ path }) => !known.has(path));
  };
  return { files, rest: { kinds: [...new Set(later.flatMap(({ name }) => LATER[name] ?? []))], read } };
}
