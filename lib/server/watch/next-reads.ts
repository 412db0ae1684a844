import type { WatchLimits } from "./limits";
import { isPending, isSettling } from "./movement";
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
