import { type ByteSource, readRange } from "./byte-source";

/** What is asked for once more, to tell by it where the answer begins. */
const OVERLAP_BYTES = 4096;

/** A wish to go on at `from`, and the bytes that an answer begins with if it is granted, or if it is not. */
export type Resume = { from: number; granted: Buffer; ignored: Buffer };

/** How to go on behind what there is; null when it is less than `leastBytes`, or its beginning and its end look alike. */
export async function resumeBehind(source: ByteSource, leastBytes: number): Promise<Resume | null> {
  const { length } = source;
  if (length < Math.max(leastBytes, OVERLAP_BYTES)) return null;
  const from = length - OVERLAP_BYTES;
  const granted = await readRange(source, from, length);
  const ignored = await readRange(source, 0, OVERLAP_BYTES);
  return granted.equals(ignored) ? null : { from, granted, ignored };
}

/**
 * Heroku's stream server takes the first, others the second; some take neither, and the status says nothing about it
 * (200 either way). An offset counts bytes without NULs.
 */
export function resumeHeaders({ from }: Resume): Record<string, string> {
  return { "last-event-id": String(from), range: `bytes=${from}-` };
}
