/** Intervals and budgets of the watch; times in ms. Injected, so that tests can shorten them. */
export type WatchLimits = {
  /** How long a poll counts as watching. */
  watchMs: number;
  /** Interval between two app lists of a grant, which show what it may see and which apps were released. */
  permissionMs: number;
  /** Data read later than this after a grant's last successful app list is not shown to it. */
  unverifiedMs: number;
  /** Longest wait for a read when its previous answer can be shown instead. */
  answerMs: number;
  /** Interval between two reads of the pipeline couplings, which rarely change. */
  couplingsMs: number;
  /** Interval between two reads of an idle app: for a page, for a screen, and while webhooks report changes. */
  pageMs: number;
  screenMs: number;
  instantMs: number;
  /** Interval between two reads of pending items, and the time after which a pending item counts as stuck. */
  pendingMs: number;
  stuckMs: number;
  /** Interval between two reads of starting dynos, and how long after a change dynos may be starting. */
  startingMs: number;
  settleMs: number;
  /** Dynos need one call per app: the least interval between two, and the most calls per account and hour. */
  dynosMs: number;
  dynoCallsPerHour: number;
  /** Most calls per account and hour for apps outside pipelines (two calls each): for pages, for screens. */
  pageCallsPerHour: number;
  screenCallsPerHour: number;
  /** Interval between two `fresh` events. */
  agesMs: number;
  /** First and longest backoff after a failure. */
  firstRetryMs: number;
  lastRetryMs: number;
  /** Longest backoff of a grant's app list, the call that detects the end of an outage. */
  listRetryMs: number;
  /** How long answers older than the stored state are rejected. */
  believeMs: number;
  /** How long a grant or app is kept after it was last watched. */
  forgetMs: number;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const watchLimits: WatchLimits = {
  watchMs: MINUTE,
  permissionMs: MINUTE,
  unverifiedMs: 3 * MINUTE,
  answerMs: 3 * SECOND,
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

/** Returns the default limits for a clock that runs `timeScale` times as fast. */
export function acceleratedLimits(timeScale: number): Partial<WatchLimits> {
  const faster = ([name, limit]: [string, number]) => [
    name,
    name.endsWith("Ms") ? limit / timeScale : limit * timeScale,
  ];
  return Object.fromEntries(Object.entries(watchLimits).map(faster));
}
