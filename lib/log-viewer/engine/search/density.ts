import type { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";

/** The maximum number of matches that are sampled; the picture is a few hundred pixels high. */
const MAX_SAMPLES = 50_000;

/** Returns the indexes of those of `buckets` equal parts of an output that have matches, ascending. */
export function densityOf(lines: NumberList, count: number, buckets: number): number[] {
  const step = Math.max(1, Math.ceil(lines.length / MAX_SAMPLES));
  const parts = new Set<number>();
  for (let at = 0; at < lines.length; at += step) parts.add(Math.floor((lines.at(at) / count) * buckets));
  return [...parts].sort((a, b) => a - b);
}
