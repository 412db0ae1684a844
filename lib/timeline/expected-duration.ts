import type { Build } from "@/lib/schemas/build";

const SAMPLE = 20;

/** Returns the duration of a finished build in ms; null while it runs or when upstream's times are inconsistent. */
export function buildDuration(build: Build): number | null {
  if (build.status === "pending" || build.status === "unknown") return null;
  const ms = Date.parse(build.updated_at) - Date.parse(build.created_at);
  return ms >= 0 ? ms : null;
}

/**
 * Returns the expected duration of the next build in ms: the median of the last 20 (or fewer) successful builds.
 * Takes builds newest first. Null when none has succeeded yet.
 */
export function expectedDuration(builds: readonly Build[]): number | null {
  const lengths = builds
    .filter((build) => build.status === "succeeded")
    .slice(0, SAMPLE)
    .map(buildDuration)
    .filter((ms) => ms !== null)
    .sort((a, b) => a - b);
  const middle = Math.floor(lengths.length / 2);
  const upper = lengths[middle];
  if (upper === undefined) return null;
  const lower = lengths.length % 2 === 0 ? (lengths[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}
