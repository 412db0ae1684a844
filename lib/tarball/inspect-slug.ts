import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ParsedTarEntry } from "modern-tar";
import { tarEntries } from "./entries";
import { entryParts } from "./entry-path";
import { gunzip } from "./gunzip";
import { defaultLimits, type Limits } from "./limits";
import { TarballError } from "./tarball-error";

/** What a slug's tarball holds. `bytes` packed, `unpacked` the sum of its files; `procfile`: the text of the app's. */
export type SlugInspection = {
  bytes: number;
  sha256: string;
  files: number;
  unpacked: number;
  procfile: string | null;
};

const PROCFILE_BYTES = 64 * 1024;

/**
 * Reads a slug's tarball to its end, in little memory. Throws `TarballError` as `inspect` does, and `not_a_slug` when
 * it has no folder `app` at its top.
 */
export async function inspectSlug(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  { limits = defaultLimits, onBytes }: { limits?: Limits; onBytes?: (bytes: number) => void } = {},
): Promise<SlugInspection> {
  const hash = sha256.create();
  const found: Omit<SlugInspection, "sha256"> = { bytes: 0, files: 0, unpacked: 0, procfile: null };
  let hasApp = false;
  const unpacked = gunzip(source, (chunk) => {
    hash.update(chunk);
    found.bytes += chunk.length;
    if (found.bytes > limits.packed) throw new TarballError("too_large");
    onBytes?.(found.bytes);
  });
  for await (const entry of tarEntries(unpacked)) {
    const { header, body } = entry;
    const parts = entryParts(header.name);
    hasApp ||= parts[0] === "app" && (parts.length > 1 || header.type === "directory");
    if (header.type === "file") {
      found.files++;
      found.unpacked += header.size;
      if (found.files > limits.files || found.unpacked > limits.unpacked) throw new TarballError("too_large");
    }
    if (isProcfile(parts, entry)) found.procfile = await new Response(body).text();
    else await body.cancel();
  }
  if (found.files === 0) throw new TarballError("empty_tarball");
  if (!hasApp) throw new TarballError("not_a_slug");
  return { ...found, sha256: bytesToHex(hash.digest()) };
}

function isProcfile(parts: string[], { header }: ParsedTarEntry): boolean {
  return parts.join("/") === "app/Procfile" && header.type === "file" && header.size <= PROCFILE_BYTES;
}
