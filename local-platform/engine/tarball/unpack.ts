import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { addAbortSignal } from "node:stream";
import { createGunzip } from "node:zlib";
import { type ArchiveEvent, ArchiveReader } from "@/lib/tarball/archive-reader";
import { Contents, type Findings } from "@/lib/tarball/contents";
import { formatOf } from "@/lib/tarball/format-of";
import { trailing } from "@/lib/tarball/gzip-reader";
import { defaultLimits } from "@/lib/tarball/limits";
import { isZero } from "@/lib/tarball/tar-bytes";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { Limits } from "@/local-platform/context";
import { TreeWriter } from "./tree-writer";

type UnpackLimits = Pick<Limits, "unpackedBytes" | "unpackedFiles">;

/** `files`: number of entries except folders. `findings`: null if the contents were not inspected. */
export type Unpacked = { files: number; wrapper: string | null; findings: Findings | null };

type Options = {
  /** True for a source: a single enclosing folder, as in GitHub's archives, is stripped, and the files are inspected. */
  source: boolean;
  signal: AbortSignal;
};

/**
 * Unpacks a gzipped tarball into `folder`, which must not exist yet. Everything is checked before the first byte
 * is written. Throws `TarballError`.
 */
export async function unpack(
  file: string,
  folder: string,
  { unpackedBytes, unpackedFiles }: UnpackLimits,
  { source, signal }: Options,
): Promise<Unpacked> {
  const limits = { unpacked: unpackedBytes, files: unpackedFiles };
  const check = new ArchiveReader({ limits, ...(source && { contents: new Contents(defaultLimits) }) });
  await readTarball(file, check, () => undefined, signal);
  const { files, symlinks, wrapping, findings } = check.finish();
  const wrapper = source ? wrapping : null;
  const aside = `${folder}.part`;
  await mkdir(aside, { recursive: true });
  const writer = new TreeWriter(aside);
  try {
    await readTarball(file, new ArchiveReader({ limits }), (event) => writer.write(event), signal);
  } finally {
    writer.close();
  }
  signal.throwIfAborted();
  await rename(wrapper ? join(aside, wrapper) : aside, folder);
  if (wrapper) await rm(aside, { recursive: true, force: true });
  return { files: files + symlinks, wrapper, findings };
}

const CHUNK = 64 * 1024;

/** Reads a gzipped tarball to its end and passes on each event. Throws `TarballError`. */
async function readTarball(
  file: string,
  reader: ArchiveReader,
  onEvent: (event: ArchiveEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  await checkBeginning(file);
  const source = createReadStream(file);
  const gunzip = addAbortSignal(signal, createGunzip({ chunkSize: CHUNK }));
  // Not `pipeline`: it treats unread zeros after the gzip data as an abort.
  source.once("error", (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    for await (const chunk of gunzip) for (const event of reader.write(chunk)) onEvent(event);
  } catch (error) {
    signal.throwIfAborted();
    throw asTarballError(error);
  } finally {
    source.destroy();
  }
  await checkEnd(file, gunzip.bytesWritten);
}

async function checkBeginning(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(512) });
    if (bytesRead === 0) throw new TarballError("empty_tarball", "The source has no bytes.");
    if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) throw new TarballError("not_gzip", formatOf(buffer));
  } finally {
    await handle.close();
  }
}

/** Node's gunzip ends at the first zero after a member and ignores the rest. */
async function checkEnd(file: string, from: number): Promise<void> {
  if (from >= (await stat(file)).size) return;
  for await (const chunk of createReadStream(file, { start: from })) if (!isZero(chunk)) throw trailing();
}

function asTarballError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") return new TarballError("truncated_tarball");
  if (code === "Z_DATA_ERROR") return new TarballError("damaged_tarball");
  return error;
}
