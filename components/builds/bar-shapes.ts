import type { Build } from "@/lib/schemas/build";

export type BarKind = "ok" | "failed" | "canceled" | "live" | "unknown";

/** One bar. `height` is a share (0 to 1) of the full height; `capped` bars took longer than the 95th percentile. */
export type Bar = { build: Build; kind: BarKind; ms: number; height: number; capped: boolean };

/** How far a failed bar extends below the baseline (px), so that it is recognizable without color. */
export const OVERHANG = 5;

/** Returns the bars of the newest `count` builds, oldest first. `builds` are newest first. */
export function barsOf(builds: Build[], count: number, now: number): Bar[] {
  const shown = builds.slice(0, count).reverse();
  const durations = shown.map((build) => durationOf(build, now));
  const cap = capOf(durations);
  return shown.map((build, index) => {
    const ms = durations[index] ?? 0;
    return {
      build,
      kind: kindOf(build),
      ms,
      height: cap === 0 ? 0.2 : Math.max(0.12, Math.min(1, ms / cap)),
      capped: ms > cap,
    };
  });
}

/** Returns the duration of a build, or its duration so far, in ms. */
export function durationOf(build: Build, now: number): number {
  const end = build.status === "pending" ? now : Date.parse(build.updated_at);
  return Math.max(0, end - Date.parse(build.created_at));
}

function kindOf(build: Build): BarKind {
  if (build.status === "pending") return "live";
  if (build.canceled_by) return "canceled";
  if (build.status === "failed") return "failed";
  return build.status === "succeeded" ? "ok" : "unknown";
}

/**
 * Returns the 95th percentile (nearest rank), or the maximum if that is not far longer, so that small differences
 * are not capped.
 */
function capOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  const longest = sorted.at(-1) ?? 0;
  return longest > p95 * 1.5 ? p95 : longest;
}
