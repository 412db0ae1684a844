import { type ByteSource, readRange } from "./byte-source";

/** Bytes requested again, which show where the response begins. */
const OVERLAP_BYTES = 4096;

/** A request to resume at `from`, with the first bytes of the response if it is granted and if it is ignored. */
export type Resume = { from: number; granted: Buffer; ignored: Buffer };

/** Returns how to resume behind the stored bytes; null below `leastBytes` or when their beginning and end are alike. */
export async function resumeBehind(source: ByteSource, leastBytes: number): Promise<Resume | null> {
  const { length } = source;
  if (length < Math.max(leastBytes, OVERLAP_BYTES)) return null;
  const from = length - OVERLAP_BYTES;
  const granted = await readRange(source, from, length);
  const ignored = await readRange(source, 0, OVERLAP_BYTES);
  return granted.equals(ignored) ? null : { from, granted, ignored };
}

/**
 * Returns the headers of a resumption. Heroku's stream server supports the first, others the second, some neither; the
 * status is 200 in every case. An offset counts bytes without NULs.
 */
export function resumeHeaders({ from }: Resume): Record<string, string> {
  return { "last-event-id": String(from), range: `bytes=${from}-` };
}
