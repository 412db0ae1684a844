import type { AppSummary } from "@/lib/schemas/summary";
import type { WatchLimits } from "./limits";
import type { Watched } from "./types";

const HOUR = 3_600_000;

export type Pace = {
  limits: WatchLimits;
  now: number;
  /** True if webhooks report changes of the app, so polling is only a heartbeat. */
  instant: boolean;
  /** Factor by which intervals are lengthened to save calls. */
  scarcity: number;
};

/** When each kind of read of an app is due, in ms of the local clock. */
export type NextReads = { idle: number; pending: number | null; dynos: number };

export function nextReads(app: Watched, pace: Pace): NextReads {
  const { limits, now, instant, scarcity } = pace;
  const rare = app.jitter * scarcity;
  const moving = instant ? limits.instantMs : limits.pendingMs;
  return {
    idle: app.checkedAt + idleMs(app, limits) * rare,
    pending: isPending(app, limits, now) ? app.pendingCheckedAt + moving * rare : null,
    dynos: (app.dynosAt ?? 0) + dynosMs(app, pace) * rare,
  };
}

export function soonest({ idle, pending, dynos }: NextReads): number {
  return Math.min(idle, pending ?? Number.POSITIVE_INFINITY, dynos);
}

/** Two calls read the newest state of a complete pipeline; an app outside pipelines costs two by itself. */
function idleMs({ viewerKind, shared, load }: Watched, limits: WatchLimits): number {
  const usual = viewerKind === "screen" ? limits.screenMs : limits.pageMs;
  if (shared) return usual;
  const calls = viewerKind === "screen" ? limits.screenCallsPerHour : limits.pageCallsPerHour;
  return Math.max(usual, (load.alone * 2 * HOUR) / calls);
}

/** Only an app's own dyno list shows a crash, at one call per app: all apps share a few calls an hour. */
function dynosMs(app: Watched, { limits, now }: Pace): number {
  if (isSettling(app, limits, now)) return limits.startingMs;
  return Math.max(limits.dynosMs, (app.load.all * HOUR) / limits.dynoCallsPerHour);
}

type Lists = Pick<AppSummary, "builds" | "releases">;

/** Returns how many of the newest builds and releases contain all pending ones. */
export function pendingIn({ builds, releases }: Lists): { builds: number; releases: number } {
  return { builds: depth(builds), releases: depth(releases) };
}

function depth(items: readonly { status: string }[]): number {
  return items.findLastIndex(({ status }) => status === "pending") + 1;
}

/** True if something is pending and does not count as stuck. */
function isPending({ pendingSince }: Watched, limits: WatchLimits, now: number): boolean {
  return pendingSince !== null && now - pendingSince < limits.stuckMs;
}

/** True if the dynos have not settled after a change: one is starting or does not run the current release yet. */
function isSettling({ summary, changedAt }: Watched, limits: WatchLimits, now: number): boolean {
  if (!summary || now - changedAt >= limits.settleMs) return false;
  const { current, dynos } = summary;
  return dynos.some(
    ({ state, release }) => state === "starting" || isOther(release?.version, current?.version),
  );
}

function isOther(actual: number | undefined, expected: number | undefined): boolean {
  return actual !== undefined && expected !== undefined && actual !== expected;
}
