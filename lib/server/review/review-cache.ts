import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import { ReadThroughCache } from "@/lib/server/cache";
import { touches } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { remainingCalls, scarcityOf } from "@/lib/server/heroku/rate";
import { perProcess } from "@/lib/server/process/per-process";
import type { Review } from "./read-review";

/** A review as read with one grant, and the state of the app at that time. */
type CachedReview = {
  review: Review;
  accountId: string;
  /** The listing of the app, which changes when the app does. */
  app: App;
  /** The count of `touches`. */
  touches: number;
  /** When the review was last requested (ms). */
  usedAt: number;
};

const cache = perProcess(
  "reviews",
  () => new ReadThroughCache<CachedReview>({ freshMs: Number.POSITIVE_INFINITY, max: 5_000 }),
);

/** A review not requested for this long no longer shares its account's calls. */
const WATCHED_MS = 5 * 60_000;

type Reading = {
  heroku: Heroku;
  app: App;
  /** When upstream listed the app (ms): an unchanged listing confirms the cached review. Null when unknown. */
  listedAt: number | null;
  now: () => Date;
  read: (before: Review | undefined) => Promise<Review>;
};

/**
 * Returns the cached review of an app while it is fresh, otherwise the result of `read`. Reviews are cached per grant and
 * read as often as the account's call budget allows, once for concurrent callers. When a read fails, returns the last
 * review with the reason in `failed`; throws when there is none.
 */
export async function cachedReview({ heroku, app, listedAt, now, read }: Reading): Promise<Review> {
  const at = now().getTime();
  const { accountId, id: grant } = heroku.grant;
  evictUnused(at);
  let isUnchanged = false;
  const entry = await cache().get(
    `${grant} ${app.id}`,
    at,
    async (before) => {
      const state = { accountId, app, touches: touches(app.id), usedAt: at };
      return { ...state, review: await readOrKeep(read, before?.review) };
    },
    (cached, age) => {
      isUnchanged = isFresh(cached, app, age);
      return isUnchanged;
    },
  );
  entry.usedAt = Math.max(entry.usedAt, at);
  return isUnchanged ? confirmed(entry.review, listedAt) : entry.review;
}

async function readOrKeep(read: Reading["read"], before: Review | undefined): Promise<Review> {
  try {
    return await read(before);
  } catch (error) {
    if (!before) throw error;
    return { ...before, failed: error instanceof Error ? error.message : String(error) };
  }
}

function isFresh({ review, accountId, app: listed, touches: before }: CachedReview, app: App, age: number) {
  if (touches(app.id) !== before) return false;
  if (app.released_at !== listed.released_at || app.updated_at !== listed.updated_at) return false;
  return age < freshMs(review, watchedBy(accountId), remainingCalls(accountId));
}

/** While nothing is pending, the app list would show a change, so it confirms the cached review at its own time. */
function confirmed(review: Review, listedAt: number | null): Review {
  if (listedAt === null || review.failed !== null || hasPending(review)) return review;
  return { ...review, read_at: new Date(Math.max(listedAt, Date.parse(review.read_at))).toISOString() };
}

function evictUnused(at: number): void {
  for (const [key, { usedAt }] of cache().entries()) if (at - usedAt > WATCHED_MS) cache().delete(key);
}

/** Returns the number of cached reviews of this account, which share its calls. */
function watchedBy(accountId: string): number {
  return [...cache().entries()].filter(([, entry]) => entry.accountId === accountId).length;
}

/** Calls an hour for reviews; upstream grants an account 4,500 in total. */
const CALLS_PER_HOUR = 1_500;
const CALLS_PER_READ = 3;
const PENDING_MS = 2_500;
const STARTING_MS = 5_000;
const IDLE_MS = 10_000;

/** The facts that show whether something is in progress. */
type Activity = Pick<AppSummary, "builds" | "releases" | "dynos">;

/** Returns how long a review is fresh, in ms. `watched`: the reviews of the account that are open now; with more of them, each is fresh for longer. */
export function freshMs(activity: Activity, watched: number, remaining: number | null): number {
  const scarcity = scarcityOf(remaining);
  if (hasPending(activity)) return PENDING_MS * scarcity;
  if (activity.dynos.some((dyno) => dyno.state === "starting")) return STARTING_MS * scarcity;
  const affordable = (watched * CALLS_PER_READ * 3_600_000) / CALLS_PER_HOUR;
  return Math.max(IDLE_MS, affordable) * scarcity;
}

/** Returns true if the newest build or release is pending. */
function hasPending({ builds, releases }: Activity): boolean {
  return builds[0]?.status === "pending" || releases[0]?.status === "pending";
}
