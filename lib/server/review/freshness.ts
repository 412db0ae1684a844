import type { AppSummary } from "@/lib/schemas/summary";
import { scarcityOf } from "@/lib/server/heroku/rate";

/** Calls an hour for reviews; upstream grants an account 4,500 in total. */
const CALLS_PER_HOUR = 1_500;
const CALLS_PER_READ = 3;
const PENDING_MS = 2_500;
const STARTING_MS = 5_000;
const IDLE_MS = 10_000;

/** The facts that show whether something is in progress. */
type Activity = Pick<AppSummary, "builds" | "releases" | "dynos">;

/** Returns how long a review is fresh, in ms. `watched` is the number of watched reviews of the account. */
export function freshMs(activity: Activity, watched: number, remaining: number | null): number {
  const scarcity = scarcityOf(remaining);
  if (hasPending(activity)) return PENDING_MS * scarcity;
  if (activity.dynos.some((dyno) => dyno.state === "starting")) return STARTING_MS * scarcity;
  const affordable = (watched * CALLS_PER_READ * 3_600_000) / CALLS_PER_HOUR;
  return Math.max(IDLE_MS, affordable) * scarcity;
}

/** Returns true if the newest build or release is pending. */
export function hasPending({ builds, releases }: Activity): boolean {
  return builds[0]?.status === "pending" || releases[0]?.status === "pending";
}
