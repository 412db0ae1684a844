import type { AppSummary } from "@/lib/schemas/summary";

/** Calls an hour for reviews; upstream grants an account 4,500 in total. */
const CALLS_PER_HOUR = 1_500;
const CALLS_PER_READ = 3;
const MOVING_MS = 2_500;
const STARTING_MS = 5_000;
const QUIET_MS = 10_000;
/** Below this many remaining calls reads are four times less frequent; below a fifth of it there are none. */
const SCARCE = 500;

/** The facts that show whether something is in progress. */
export type Movement = Pick<AppSummary, "builds" | "releases" | "dynos">;

/** Returns how long a review is fresh, in ms. `watched` is the number of watched reviews of the account. */
export function freshMs(summary: Movement, watched: number, remaining: number | null): number {
  const calls = remaining ?? Number.POSITIVE_INFINITY;
  if (calls < SCARCE / 5) return Number.POSITIVE_INFINITY;
  const scarce = calls < SCARCE ? 4 : 1;
  if (isMoving(summary)) return MOVING_MS * scarce;
  if (summary.dynos.some((dyno) => dyno.state === "starting")) return STARTING_MS * scarce;
  const affordable = (watched * CALLS_PER_READ * 3_600_000) / CALLS_PER_HOUR;
  return Math.max(QUIET_MS, affordable) * scarce;
}

/** True if the newest build or release is pending. */
export function isMoving({ builds, releases }: Movement): boolean {
  return builds[0]?.status === "pending" || releases[0]?.status === "pending";
}
