import type { AppSummary } from "@/lib/schemas/summary";
import type { WatchLimits } from "./limits";
import type { Watched } from "./types";

type Lists = Pick<AppSummary, "builds" | "releases">;

/** How many of the newest builds and releases have to be read to see all that is pending among them. */
export function pendingIn({ builds, releases }: Lists): { builds: number; releases: number } {
  return { builds: depth(builds), releases: depth(releases) };
}

function depth(items: readonly { status: string }[]): number {
  return items.findLastIndex(({ status }) => status === "pending") + 1;
}

/** Whether something is pending that has not been so for longer than builds and release phases last. */
export function isPending({ pendingSince }: Watched, limits: WatchLimits, now: number): boolean {
  return pendingSince !== null && now - pendingSince < limits.stuckMs;
}

/** Whether its dynos are on their way: after a change they stop, start, and run the new release. */
export function isSettling({ summary, changedAt }: Watched, limits: WatchLimits, now: number): boolean {
  if (!summary || now - changedAt >= limits.settleMs) return false;
  const { current, dynos } = summary;
  return dynos.some(
    ({ state, release }) => state === "starting" || isOther(release?.version, current?.version),
  );
}

function isOther(runs: number | undefined, shall: number | undefined): boolean {
  return runs !== undefined && shall !== undefined && runs !== shall;
}
