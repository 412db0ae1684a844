import { SlipwayError } from "@/lib/errors/slipway-error";
import type { UploadLimits } from "./limits";

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
