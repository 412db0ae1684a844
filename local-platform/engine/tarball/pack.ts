import { randomUUID } from "node:crypto";
import {
  closeSync,
  createWriteStream,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { nameOf } from "@/lib/tarball/entry-path";
import { endMark, entryHeader, padding } from "@/lib/tarball/tar-writer";
import { BuildFailure } from "@/local-platform/engine/builder/build-report";
import { measuring } from "./measure";

export type PackedSlug = { key: string; sha256: string; bytes: number };

/**
 * Packs `<folder>/app` as a slug: a gzipped tar whose entries begin with `./app`. It is written to a temporary file,
 * synced, then renamed to `slugs/<sha256>` below `blobs`.
 * @throws BuildFailure if it is larger than `limit` bytes
 */
export async function packSlug(
  folder: string,
  blobs: string,
  limit: number,
  signal: AbortSignal,
): Promise<PackedSlug> {
  const slugs = join(blobs, "slugs");
  await mkdir(slugs, { recursive: true });
  const aside = join(slugs, `.${randomUUID()}.part`);
  const measured = measuring(limit, () => tooLarge(limit));
  try {
    const tar = Readable.from(packFolder(folder, "./app"));
    await pipeline(tar, createGzip({ level: 6 }), measured.stream, createWriteStream(aside), { signal });
    await sync(aside);
    const { bytes, sha256 } = measured.result();
    await rename(aside, join(slugs, sha256));
    await syncFolder(slugs);
    return { key: `slugs/${sha256}`, sha256, bytes };
  } finally {
    await rm(aside, { force: true });
  }
}

/** Syncs a file to disk. */
async function sync(path: string) {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs a folder's entries to disk. Windows does not support this and throws. */
async function syncFolder(path: string) {
  const handle = await open(path, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function tooLarge(limit: number): BuildFailure {
  return new BuildFailure([
    `The compiled slug is too large (max is ${Math.round(limit / 1024 ** 2)}M).`,
    "Leave out what the app does not need to run, then build again.",
  ]);
}

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
