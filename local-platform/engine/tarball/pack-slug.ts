import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { BuildFailure } from "@/local-platform/engine/builder/build-report";
import { packFolder } from "@/local-platform/engine/tarball/pack-folder";

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
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      done(bytes > limit ? tooLarge(limit) : null, chunk);
    },
  });
  try {
    const tar = Readable.from(packFolder(folder, "./app"));
    await pipeline(tar, createGzip({ level: 6 }), measure, createWriteStream(aside), { signal });
    await sync(aside);
    const sha256 = hash.digest("hex");
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
