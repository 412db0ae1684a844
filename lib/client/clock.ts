/** A reading of the device's two clocks, in ms. `steady` may stand still in sleep, `day` jumps when it is set. */
export type Moment = { steady: number; day: number };

/** At `moment` the server's time was between `low` and `high`. */
type Anchor = { low: number; high: number; moment: Moment };

/** The `Date` header has whole seconds. */
const HEADER_STEP_MS = 999;

let anchor: Anchor | null = null;

export function momentNow(): Moment {
  return { steady: performance.now(), day: Date.now() };
}

/**
 * The server's time in ms since the epoch: every age, duration and "since" of a page is counted from it. It is the
 * device's own time until something of the server is known.
 */
export function serverNow(now: Moment = momentNow()): number {
  if (!anchor) return now.day;
  return (anchor.low + anchor.high) / 2 + elapsed(anchor.moment, now);
}

/** Learns the server's time from the `Date` header of an answer whose request left at `sent`. */
export function noteDate(header: string | null, sent: Moment, received: Moment = momentNow()): void {
  const date = Date.parse(header ?? "");
  if (!Number.isNaN(date)) note(date, HEADER_STEP_MS + elapsed(sent, received), received);
}

/** Learns it from the page: the server began to draw it at `at`, after it was asked and before its first byte came. */
export function notePage(at: number): void {
  const now = momentNow();
  const [entry] = performance.getEntriesByType?.("navigation") ?? [];
  if (!(entry instanceof PerformanceNavigationTiming) || entry.responseStart === 0) note(at, 0, now);
  else {
    const { requestStart, responseStart } = entry;
    const moment = { steady: responseStart, day: now.day - (now.steady - responseStart) };
    note(at, responseStart - requestStart, moment);
  }
}

/** Learns it from another thread of the page, which knows it already. */
export function noteTime(at: number): void {
  anchor = { low: at, high: at, moment: momentNow() };
}

/** Forgets what was learned. For tests. */
export function forgetTime(): void {
  anchor = null;
}

/**
 * The server's time at `moment` is between `low` and `low + width`. What was known before narrows it down, unless both
 * cannot be true: then a clock was set, and the newest is believed.
 */
function note(low: number, width: number, moment: Moment): void {
  const high = low + width;
  const passed = anchor ? elapsed(anchor.moment, moment) : 0;
  const known = anchor ? { low: anchor.low + passed, high: anchor.high + passed } : { low, high };
  const narrowed = { low: Math.max(low, known.low), high: Math.min(high, known.high) };
  anchor = narrowed.low <= narrowed.high ? { ...narrowed, moment } : { low, high, moment };
}

/**
 * Ms between two moments: the larger of what both clocks say. One stands still in sleep, the other jumps, and data that
 * is taken for older than it is only turns grey too soon.
 */
function elapsed(from: Moment, to: Moment): number {
  return Math.max(0, to.steady - from.steady, to.day - from.day);
}
