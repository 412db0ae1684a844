/** No tile is green beyond this age, whatever the server calls its period. */
const NEVER_OLDER_MS = 75_000;
/** Pages are drawn once a second: what is fresh now must still be when the next drawing comes. */
const BETWEEN_DRAWINGS_MS = 1_500;
/** Nobody reads faster; a shorter period would have tiles flicker at each slow answer. */
const SHORTEST_PERIOD_MS = 10_000;

/** The age from which a tile says its age in words, and from which it is grey; both in ms. */
export function limitsOf(periodMs: number): { words: number; grey: number } {
  const period = Math.max(SHORTEST_PERIOD_MS, periodMs);
  const grey = Math.min(2.5 * period, NEVER_OLDER_MS) - BETWEEN_DRAWINGS_MS;
  return { words: Math.min(2 * period, grey), grey };
}
