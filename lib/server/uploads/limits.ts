import { SlipwayError } from "@/lib/errors/slipway-error";

/** Sizes in bytes, times in ms. A parameter, so that tests can set small limits. */
export type UploadLimits = {
  /** The tarball, compressed. */
  packedBytes: number;
  /** The unpacked tarball, padding included; protects against decompression bombs. */
  unpackedBytes: number;
  files: number;
  /** Read and validated before the first upstream call. */
  headBytes: number;
  /** The longest pause between two chunks from the client. */
  idleMs: number;
  /** The longest wait for storage's response after the last byte. */
  storageMs: number;
};

export const uploadLimits: UploadLimits = {
  packedBytes: 2 * 1024 ** 3,
  unpackedBytes: 4 * 1024 ** 3,
  files: 200_000,
  headBytes: 256 * 1024,
  idleMs: 120_000,
  storageMs: 120_000,
};

/** Returns the content length in bytes. Throws `length_required`, `empty_tarball` or `too_large`. */
export function parseContentLength(
  header: string | null,
  { packedBytes }: Pick<UploadLimits, "packedBytes">,
): number {
  if (header === null || !/^\d{1,15}$/.test(header)) throw new SlipwayError("length_required");
  const length = Number(header);
  if (length === 0) throw new SlipwayError("empty_tarball", { detail: "The file has no bytes." });
  if (length > packedBytes) {
    throw new SlipwayError("too_large", {
      detail: `The file has ${length} bytes; ${packedBytes} are allowed.`,
    });
  }
  return length;
}
