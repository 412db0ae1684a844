import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Archive, ArchiveReader } from "./archive-reader";
import { Contents, type Findings } from "./contents";
import { GzipReader } from "./gzip-reader";
import { defaultLimits, type Limits, tooLarge } from "./limits";

/** What a tarball holds. `bytes` packed, `unpacked` the sum of its files; `commit` as `git archive` notes it. */
export type Inspection = { bytes: number; sha256: string } & Omit<Archive, "findings" | "symlinks"> &
  Findings;

export type Progress = { bytes: number };

type Source = ReadableStream<Uint8Array<ArrayBuffer>>;

/** Reads a gzipped tar to its end, in little memory, and returns what it holds. Throws `TarballError`. */
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

/** Unpacks gzip and computes its checksum on the way. `onProgress` gets the packed bytes so far. */
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

// Not every browser can iterate over a stream.
async function* chunksOf(source: Source): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Lets go of what is left when the file is refused.
    await reader.cancel().catch(() => undefined);
  }
}
