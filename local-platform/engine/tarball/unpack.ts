import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ArchiveReader } from "@/lib/tarball/archive-reader";
import { Contents, type Findings } from "@/lib/tarball/contents";
import { defaultLimits } from "@/lib/tarball/limits";
import type { Limits } from "@/local-platform/context";
import { readTarball } from "@/local-platform/engine/tarball/read-tarball";
import { TreeWriter } from "@/local-platform/engine/tarball/tree-writer";

export type UnpackLimits = Pick<Limits, "unpackedBytes" | "unpackedFiles">;

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
