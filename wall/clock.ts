/** The two clocks of a device, handed in so that tests hold them. Both in ms. */
export type Clocks = {
  /** Counts on by itself; may stand still while the device sleeps. */
  steady(): number;
  /** The time of day as the device believes it; may jump. */
  day(): number;
};

/** A reading of both clocks. */
export type Moment = { steady: number; day: number };

export function momentOf(clocks: Clocks): Moment {
  return { steady: clocks.steady(), day: clocks.day() };
}

/**
 * Ms from one moment to another. The larger of what both clocks say: one stands still in sleep, the other jumps, and
 * data taken for older than they are only turn grey too soon.
 */
export function elapsed(from: Moment, to: Moment): number {
  return Math.max(0, to.steady - from.steady, to.day - from.day);
}

/** Ties the server's time to the device's clocks: `server` was the time at `moment` or later. */
export type Anchor = { server: number; moment: Moment };

/** The server's time now, by the device's own counting. How wrong the device's date is does not matter. */
export function serverNow(anchor: Anchor, now: Moment): number {
  return anchor.server + elapsed(anchor.moment, now);
}
