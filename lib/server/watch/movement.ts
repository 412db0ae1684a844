import type { AppSummary } from "@/lib/schemas/summary";
import type { WatchLimits } from "./limits";
import type { Watched } from "./types";

type Lists = Pick<AppSummary, "builds" | "releases">;

/** Returns how many of the newest builds and releases contain all pending ones. */
export function pendingIn({ builds, releases }: Lists): { builds: number; releases: number } {
  return { builds: depth(builds), releases: depth(releases) };
}

function depth(items: readonly { status: string }[]): number {
  return items.findLastIndex(({ status }) => status === "pending") + 1;
}

/** True if something is pending and does not count as stuck. */
export function isPending({ pendingSince }: Watched, limits: WatchLimits, now: number): boolean {
  return pendingSince !== null && now - pendingSince < limits.stuckMs;
}

/** True if the dynos have not settled after a change: one is starting or does not run the current release yet. */
export function isSettling({ summary, changedAt }: Watched, limits: WatchLimits, now: number): boolean {
  if (!summary || now - changedAt >= limits.settleMs) return false;
  const { current, dynos } = summary;
  return dynos.some(
    ({ state, release }) => state === "starting" || isOther(release?.version, current?.version),
  );
}

function isOther(actual: number | undefined, expected: number | undefined): boolean {
  return actual !== undefined && expected !== undefined && actual !== expected;
}
