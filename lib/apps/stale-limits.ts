/** Data older than this may say what was, never what is: nothing of it is green. */
export const OLD_AFTER_MS = 75_000;
/** Dynos cost a call for each app and are read more rarely; older than this they are shown with their time. */
export const DYNOS_OLD_AFTER_MS = 150_000;

/** How many times as fast everything grows old: 1, but in tests that cannot wait. */
let haste = 1;

export function quicken(factor: number): void {
  haste = factor;
}

/** Whether what was read at `at` is old at `now` (both ms since the epoch); so is what was never read. */
export function isOld(at: number | null, now: number, after = OLD_AFTER_MS): boolean {
  return at === null || now - at > after / haste;
}
