/** No tile is green beyond this age, whatever period the server states. */
const NEVER_OLDER_MS = 75_000;
/** Dynos are read less often than the rest: beyond this age they are shown with their time, and never as well. */
export const DYNOS_OLD_AFTER_MS = 150_000;
/** The wall is rendered once a second: what is fresh now must still be at the next render. */
const BETWEEN_DRAWINGS_MS = 1_500;
/** With a shorter period, tiles would flicker at each slow answer. */
const SHORTEST_PERIOD_MS = 10_000;

/** Returns the ages, in ms, from which a tile states its age in words and from which it is grey. */
export function limitsOf(periodMs: number): { words: number; grey: number } {
  const period = Math.max(SHORTEST_PERIOD_MS, periodMs);
  const grey = Math.min(2.5 * period, NEVER_OLDER_MS) - BETWEEN_DRAWINGS_MS;
  return { words: Math.min(2 * period, grey), grey };
}
