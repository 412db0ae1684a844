import { type ByteSource, readRange } from "./byte-source";

/** Bytes that are requested again; they identify the start of the response. */
const OVERLAP_BYTES = 4096;

/** A request to resume at `from`, with the first bytes of a response that grants it and of one that ignores it. */
export type Resume = { from: number; granted: Buffer; ignored: Buffer };

/** Returns a resumption after the stored bytes; null below `leastBytes`, or if their start and end are equal. */
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
 * status can be 200 in every case. Offsets do not count NULs.
 */
export function resumeHeaders({ from }: Resume): Record<string, string> {
  return { "last-event-id": String(from), range: `bytes=${from}-` };
}
