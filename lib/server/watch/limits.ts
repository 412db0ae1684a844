/** Paces and budgets of the watch; times in ms. Handed in, so that tests can make them short. */
export type WatchLimits = {
  /** How long a question counts as looking. */
  lookMs: number;
  /** Between two lists of a grant's apps: what it may see, and which of them were released. */
  permissionMs: number;
  /** What is read later than this after the last good list of a grant is not shown to it. */
  unverifiedMs: number;
  /** Which app is in which pipeline changes rarely; what runs in it is found by its apps. */
  couplingsMs: number;
  /** Between two looks at an app that nobody changes: for a page, for a screen, and while webhooks tell. */
  pageMs: number;
  screenMs: number;
  instantMs: number;
  /** Between two looks at what is pending, and how long that lasts before it counts as stuck. */
  pendingMs: number;
  stuckMs: number;
  /** Between two looks at dynos that start, and how long after a change they may. */
  startingMs: number;
  settleMs: number;
  /** Dynos have no sensor: a call each. At least this between two, and at most so many calls an account and hour. */
  dynosMs: number;
  dynoCallsPerHour: number;
  /** Calls an hour and account for apps outside pipelines, which cost two each: of pages, of screens. */
  pageCallsPerHour: number;
  screenCallsPerHour: number;
  /** Between two words on how old everything is. */
  agesMs: number;
  /** First and last pause after a failure. */
  firstRetryMs: number;
  lastRetryMs: number;
  /** Longest pause before a grant's apps are listed again after a failure: the one call that finds the end of an outage. */
  listRetryMs: number;
  /** An answer older than what is known is believed after this long. */
  believeMs: number;
  /** A grant or app that nobody looks at any more is forgotten after this. */
  forgetMs: number;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const watchLimits: WatchLimits = {
  lookMs: MINUTE,
  permissionMs: MINUTE,
  unverifiedMs: 3 * MINUTE,
  couplingsMs: 10 * MINUTE,
  pageMs: 30 * SECOND,
  screenMs: 25 * SECOND,
  instantMs: 25 * SECOND,
  pendingMs: 2 * SECOND,
  stuckMs: 65 * MINUTE,
  startingMs: 5 * SECOND,
  settleMs: 3 * MINUTE,
  dynosMs: 2 * MINUTE,
  dynoCallsPerHour: 48,
  pageCallsPerHour: 900,
  screenCallsPerHour: 3_000,
  agesMs: 15 * SECOND,
  firstRetryMs: 2 * SECOND,
  lastRetryMs: MINUTE,
  listRetryMs: 25 * SECOND,
  believeMs: 5 * MINUTE,
  forgetMs: 5 * MINUTE,
};

/** The same limits with a clock that runs so many times as fast. */
export function hastened(haste: number): Partial<WatchLimits> {
  const faster = ([name, limit]: [string, number]) => [
    name,
    name.endsWith("Ms") ? limit / haste : limit * haste,
  ];
  return Object.fromEntries(Object.entries(watchLimits).map(faster));
}

/** Below this many calls left an account is read four times as rarely; below the other only its permission is. */
export const SCARCE = 500;
export const EMPTY = 100;
