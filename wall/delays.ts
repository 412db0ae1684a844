const RUNNING_MS = 2_000;
const QUIET_MS = 4_000;
const LONGEST_MS = 30_000;

/** Ms until the server is asked again; `random` is 0 to 1 and keeps twenty screens from asking in step. */
export function nextDelay(at: { failures: number; running: boolean }, random: number): number {
  if (at.failures === 0) return (at.running ? RUNNING_MS : QUIET_MS) * (0.9 + 0.2 * random);
  return Math.min(LONGEST_MS, 1_000 * 2 ** Math.min(at.failures, 5)) * (0.7 + 0.3 * random);
}
