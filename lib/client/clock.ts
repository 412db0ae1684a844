/** A reading of the device's two clocks, in ms. `steady` may stop during sleep; `day` jumps when the clock is set. */
export type Moment = { steady: number; day: number };

/** The server's time at `moment` was between `low` and `high`. */
type Anchor = { low: number; high: number; moment: Moment };

/** The `Date` header has a resolution of whole seconds. */
const HEADER_STEP_MS = 999;

let anchor: Anchor | null = null;

export function momentNow(): Moment {
  return { steady: performance.now(), day: Date.now() };
}

/**
 * Returns the server's time in ms since the epoch, the base of every age and duration of a page. Returns the
 * device's own time until the server's is known.
 */
export function serverNow(now: Moment = momentNow()): number {
  if (!anchor) return now.day;
  return (anchor.low + anchor.high) / 2 + elapsed(anchor.moment, now);
}

/** Updates the server's time from the `Date` header of a response whose request was sent at `sent`. */
export function noteDate(header: string | null, sent: Moment, received: Moment = momentNow()): void {
  const date = Date.parse(header ?? "");
  if (!Number.isNaN(date)) note(date, HEADER_STEP_MS + elapsed(sent, received), received);
}

/**
 * Updates the server's time from the page: the server began to render it at `at`, between the request and the first
 * byte of the response.
 */
export function syncClock(at: number): void {
  const now = momentNow();
  const [entry] = performance.getEntriesByType?.("navigation") ?? [];
  if (!(entry instanceof PerformanceNavigationTiming) || entry.responseStart === 0) note(at, 0, now);
  else {
    const { requestStart, responseStart } = entry;
    const moment = { steady: responseStart, day: now.day - (now.steady - responseStart) };
    note(at, responseStart - requestStart, moment);
  }
}

/** Sets the server's time as another thread of the page knows it. */
export function noteTime(at: number): void {
  anchor = { low: at, high: at, moment: momentNow() };
}

/** Resets the server's time. For tests. */
export function forgetTime(): void {
  anchor = null;
}

/**
 * Records that the server's time at `moment` is between `low` and `low + width`. The earlier range narrows it unless
 * the two contradict each other: then a clock was set, and the newest range is used.
 */
function note(low: number, width: number, moment: Moment): void {
  const high = low + width;
  const passed = anchor ? elapsed(anchor.moment, moment) : 0;
  const known = anchor ? { low: anchor.low + passed, high: anchor.high + passed } : { low, high };
  const narrowed = { low: Math.max(low, known.low), high: Math.min(high, known.high) };
  anchor = narrowed.low <= narrowed.high ? { ...narrowed, moment } : { low, high, moment };
}

/**
 * Returns the ms between two moments by the clock that shows more. One clock stops during sleep and the other can
 * jump; overestimating an age only turns data grey too early.
 */
function elapsed(from: Moment, to: Moment): number {
  return Math.max(0, to.steady - from.steady, to.day - from.day);
}
