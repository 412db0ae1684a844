import { elapsed, type Moment } from "./clock";

/** Which page is shown, and since when. */
export type Turn = { page: number; since: Moment };

const PAGE_MS = 12_000;
const PROBLEM_PAGE_MS = 24_000;

/** The page to show now: the next one when its time is over. `loud` says for each page whether a problem stands on it. */
export function turn(before: Turn, loud: boolean[], now: Moment): Turn {
  if (loud.length <= 1) return { page: 0, since: now };
  if (before.page >= loud.length) return { page: 0, since: now };
  const stay = loud[before.page] ? PROBLEM_PAGE_MS : PAGE_MS;
  if (elapsed(before.since, now) < stay) return before;
  return { page: (before.page + 1) % loud.length, since: now };
}
