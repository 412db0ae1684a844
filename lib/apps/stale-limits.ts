/** Data older than this is no longer current: it is never drawn green. */
export const OLD_AFTER_MS = 75_000;
/** Reading dynos takes one call per app, so they are read less often. Older data is shown with its time. */
export const DYNOS_OLD_AFTER_MS = 150_000;

/** The factor by which data ages faster; 1 except in tests. */
let ageFactor = 1;

/** Makes data age faster. For tests. */
export function accelerateAging(factor: number): void {
  ageFactor = factor;
}

/** Returns true if data read at `at` is old at `now` (both ms since the epoch), or was never read. */
export function isOld(at: number | null, now: number, after = OLD_AFTER_MS): boolean {
  return at === null || now - at > after / ageFactor;
}
