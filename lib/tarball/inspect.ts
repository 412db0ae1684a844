import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Archive, ArchiveReader } from "./archive-reader";
import { Contents, type Findings } from "./contents";
import { GzipReader } from "./gzip-reader";
import { defaultLimits, type Limits, tooLarge } from "./limits";

/** The contents of a tarball. `bytes`: compressed; `unpacked`: sum of its files; `commit`: from `git archive`. */
export type Inspection = { bytes: number; sha256: string } & Omit<Archive, "findings" | "symlinks"> &
  Findings;

export type Progress = { bytes: number };

type Source = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Reads a gzipped tar to its end without buffering it, and returns its contents. Throws `TarballError`. */
export async function inspect(
  source: Source,
  { limits = defaultLimits, onProgress }: { limits?: Limits; onProgress?: (progress: Progress) => void } = {},
): Promise<Inspection> {
  const reader = new ArchiveReader({ limits, contents: new Contents(limits) });
  const read = await readGzip(source, limits, onProgress, (unpacked) => {
    for (const _ of reader.write(unpacked));
  });
  const { findings, symlinks: _, ...archive } = reader.finish();
  return { ...read, ...archive, ...(findings ?? { secrets: [], leaving: [], warnings: [], web: null }) };
}

/** Decompresses a stream and returns its compressed size and checksum. `onProgress` gets the bytes so far. */
export async function readGzip(
  source: Source,
  limits: Pick<Limits, "packed">,
  onProgress: ((progress: Progress) => void) | undefined,
  onUnpacked: (bytes: Uint8Array) => void,
): Promise<{ bytes: number; sha256: string }> {
  const hash = sha256.create();
  const gzip = new GzipReader();
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    bytes += chunk.length;
    if (bytes > limits.packed) throw tooLarge("packed", limits);
    hash.update(chunk);
    for (const unpacked of gzip.write(chunk)) onUnpacked(unpacked);
    onProgress?.({ bytes });
  }
  gzip.finish();
  return { bytes, sha256: bytesToHex(hash.digest()) };
}

// Not every browser supports async iteration of a ReadableStream.
async function* chunksOf(source: Source): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Releases the source when the file is refused.
    await reader.cancel().catch(() => undefined);
  }
}
