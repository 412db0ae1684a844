import type { WatchLimits } from "./limits";
import { isPending, isSettling } from "./movement";
import type { Watched } from "./types";

const HOUR = 3_600_000;

export type Pace = {
  limits: WatchLimits;
  now: number;
  /** Webhooks tell of the app: asking is only a heartbeat. */
  instant: boolean;
  /** How many times as rarely as usual its accounts may be asked. */
  scarcity: number;
};

/** When an app is to be asked about anew, in ms of our clock: each of what can be asked. */
export type Due = { idle: number; pending: number | null; dynos: number };

export function dueOf(app: Watched, pace: Pace): Due {
  const { limits, now, instant, scarcity } = pace;
  const rare = app.jitter * scarcity;
  const moving = instant ? limits.instantMs : limits.pendingMs;
  return {
    idle: app.sensedAt + idleMs(app, limits) * rare,
    pending: isPending(app, limits, now) ? app.pendingAt + moving * rare : null,
    dynos: (app.dynosAt ?? 0) + dynosMs(app, pace) * rare,
  };
}

export function soonest({ idle, pending, dynos }: Due): number {
  return Math.min(idle, pending ?? Number.POSITIVE_INFINITY, dynos);
}

/** Two calls tell what is newest in a whole pipeline; an app that is looked at alone costs as many by itself. */
function idleMs({ look, shared, load }: Watched, limits: WatchLimits): number {
  const usual = look === "screen" ? limits.screenMs : limits.pageMs;
  if (shared) return usual;
  const calls = look === "screen" ? limits.screenCallsPerHour : limits.pageCallsPerHour;
  return Math.max(usual, (load.alone * 2 * HOUR) / calls);
}

/** Nothing tells of a dyno that crashed but its own list, a call an app: they share a few calls an hour. */
function dynosMs(app: Watched, { limits, now }: Pace): number {
  if (isSettling(app, limits, now)) return limits.startingMs;
  return Math.max(limits.dynosMs, (app.load.all * HOUR) / limits.dynoCallsPerHour);
}
