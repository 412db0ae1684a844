import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, type Stats } from "node:fs";
import { join } from "node:path";
import { nameOf } from "@/lib/tarball/entry-path";
import { endMark, entryHeader, padding } from "@/lib/tarball/tar-writer";

const CHUNK = 256 * 1024;

/**
 * The bytes of a tar archive of `<cwd>/<start>` and all below it, sorted by name: files with their modes and times,
 * folders, symbolic links, hard links. Other file types are omitted. Names start with `start`.
 */
export function* packFolder(cwd: string, start: string): Generator<Uint8Array, void, void> {
  yield* packEntry(cwd, start, new Map());
  yield endMark();
}

/** `linked`: the name under which a file with several names was packed, by its inode. */
function* packEntry(
  cwd: string,
  name: string,
  linked: Map<string, string>,
): Generator<Uint8Array, void, void> {
  const path = join(cwd, name);
  const stats = lstatSync(path);
  const common = { mode: stats.mode & 0o7777, modified: stats.mtimeMs / 1000 };
  if (stats.isDirectory()) {
    yield entryHeader({ ...common, name: `${name}/`, type: "5" });
    for (const child of readdirSync(path, { encoding: "buffer" }).sort(Buffer.compare)) {
      yield* packEntry(cwd, `${name}/${nameOf(child)}`, linked);
    }
  } else if (stats.isSymbolicLink()) {
    yield entryHeader({ ...common, name, type: "2", link: readlinkSync(path) });
  } else if (stats.isFile()) {
    const first = linked.get(`${stats.dev}:${stats.ino}`);
    if (first !== undefined) return yield entryHeader({ ...common, name, type: "1", link: first });
    if (stats.nlink > 1) linked.set(`${stats.dev}:${stats.ino}`, name);
    yield entryHeader({ ...common, name, size: stats.size });
    yield* contentOf(path, stats);
    yield padding(stats.size);
  }
}

function* contentOf(path: string, { size }: Stats): Generator<Uint8Array, void, void> {
  const fd = openSync(path, "r");
  try {
    for (let left = size; left > 0; ) {
      const bytes = Buffer.allocUnsafe(Math.min(left, CHUNK));
      const read = readSync(fd, bytes);
      if (read === 0) throw new Error(`${path} became shorter while it was packed.`);
      left -= read;
      yield bytes.subarray(0, read);
    }
  } finally {
    closeSync(fd);
  }
}
