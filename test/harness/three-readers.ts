import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkTarball } from "@/lib/server/uploads/tarball-check";
import { type Inspection, inspect } from "@/lib/tarball/inspect";
import { defaultLimits } from "@/lib/tarball/limits";
import { unpack } from "@/local-platform/engine/tarball/unpack";
import { sliced } from "./tarballs";

export type Bytes = Uint8Array<ArrayBuffer>;
/** "unpacks", or the error's id and its message. */
export type Verdict = "unpacks" | `${string}: ${string}`;

/** Reads with the browser's check, in pieces of this size. */
export async function browserVerdict(bytes: Bytes, piece = 65_536): Promise<Verdict> {
  return verdictOf(() => inspected(bytes, piece));
}

export function inspected(bytes: Bytes, piece = 65_536): Promise<Inspection> {
  return inspect(sliced(bytes, [piece]));
}

/** Reads with the server's check during relaying. */
export async function serverVerdict(bytes: Bytes, piece = 65_536): Promise<Verdict> {
  const check = checkTarball({ unpackedBytes: defaultLimits.unpacked, files: defaultLimits.files });
  const verdict = await verdictOf(async () => {
    for (let at = 0; at < bytes.length; at += piece) await check.write(bytes.subarray(at, at + piece));
    await check.finish();
  });
  check.abandon();
  return verdict;
}

/** Reads with the local platform, which unpacks into `<folder>/app`. */
export async function platformVerdict(bytes: Bytes, folder: string, source = false): Promise<Verdict> {
  writeFileSync(join(folder, "source.tgz"), bytes);
  const limits = { unpackedBytes: defaultLimits.unpacked, unpackedFiles: defaultLimits.files };
  const { signal } = new AbortController();
  return verdictOf(() => unpack(join(folder, "source.tgz"), join(folder, "app"), limits, { source, signal }));
}

async function verdictOf(read: () => Promise<unknown>): Promise<Verdict> {
  try {
    await read();
    return "unpacks";
  } catch (error) {
    if (!(error instanceof Error) || !("id" in error)) throw error;
    const detail = "detail" in error ? String(error.detail) : error.message;
    return `${String(error.id)}: ${detail}`;
  }
}

/** Lists a folder: for each path a line with kind, mode, size, time and content or target. */
export function treeOf(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = join(below, name);
      const stats = lstatSync(join(folder, path));
      // Readable and writable for the platform, regardless of the archive.
      const mode = (extra: number) => ((stats.mode & 0o777) | extra).toString(8);
      if (stats.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(folder, path))}`];
      if (stats.isDirectory()) return [`${path}/ ${mode(0o700)}`, ...treeOf(folder, path)];
      const hash = createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex")
        .slice(0, 16);
      const second = Math.floor(stats.mtimeMs / 1000);
      return [`${path} ${mode(0o600)} ${stats.size} ${second} ${stats.nlink} ${hash}`];
    });
}
