/** The two clocks of a device, in ms; injected for tests. */
export type Clocks = {
  /** Monotonic; may stand still while the device sleeps. */
  steady(): number;
  /** The device's date and time; may jump. */
  day(): number;
};

/** A reading of both clocks. */
export type Moment = { steady: number; day: number };

export function localTimeToMs(clocks: Clocks): Moment {
  return { steady: clocks.steady(), day: clocks.day() };
}

/**
 * Returns the ms between two moments, the larger value of both clocks: one stands still in sleep, the other jumps.
 * Overestimating only turns data grey too early.
 */
export function elapsed(from: Moment, to: Moment): number {
  return Math.max(0, to.steady - from.steady, to.day - from.day);
}

/** Ties the server's time to the device's clocks: `server` was the time at `moment` or later. */
export type Anchor = { server: number; moment: Moment };

/** Returns the server's time now. It does not depend on the device's date. */
export function serverNow(anchor: Anchor, now: Moment): number {
  return anchor.server + elapsed(anchor.moment, now);
}
