import type { App } from "@/lib/schemas/app";
import { touches } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { freshMs, isMoving, type Movement } from "@/lib/server/watch/pace";
import type { Review } from "./review";

/** A cached read of an app with one grant. */
type Cached<T> = {
  accountId: string;
  app: App;
  askedAt: number;
  readAt: number;
  /** The count of `touches` at the time of the read. */
  touches: number;
  value: T | undefined;
  flight: Promise<T> | undefined;
};

declare global {
  var slipwayReviews: Map<string, Cached<Review>> | undefined;
}

const WATCHED_MS = 5 * 60_000;

/** Returns the cached reviews, after removing those not requested for five minutes. */
export function cachedReviews(at: number): Map<string, Cached<Review>> {
  globalThis.slipwayReviews ??= new Map();
  const reviews = globalThis.slipwayReviews;
  for (const [key, entry] of reviews) if (at - entry.askedAt > WATCHED_MS) reviews.delete(key);
  return reviews;
}

type CachedValue = Movement & { read_at: string; failed: string | null };

type Reading<T> = {
  heroku: Heroku;
  app: App;
  /** When upstream listed the app (ms): an unchanged listing confirms the cached answer. Null when unknown. */
  listedAt: number | null;
  now: () => Date;
  read: (before: T | undefined) => Promise<T>;
};

/**
 * Returns the cached value of an app while it is fresh, otherwise the result of `read`. Values are cached per grant and
 * read as often as the account's call budget allows, once for concurrent callers. When a read fails, returns the last
 * value with the reason in `failed`; throws when there is none.
 */
export async function readCached<T extends CachedValue>(
  entries: Map<string, Cached<T>>,
  reading: Reading<T>,
): Promise<T> {
  const { heroku, app, now } = reading;
  const at = now().getTime();
  const key = `${heroku.grant.id} ${app.id}`;
  const entry = entries.get(key) ?? unread<T>(heroku.grant.accountId, app, at);
  entries.set(key, entry);
  entry.askedAt = at;
  if (entry.value && !isStale(entry, entry.value, app, at)) return confirmed(entry.value, reading.listedAt);
  entry.flight ??= begin(entry, reading).finally(() => {
    entry.flight = undefined;
  });
  return entry.flight;
}

/** While nothing is pending, the app list would show a change, so it confirms the cached value at its own time. */
function confirmed<T extends CachedValue>(value: T, listedAt: number | null): T {
  if (listedAt === null || value.failed !== null || isMoving(value)) return value;
  return { ...value, read_at: new Date(Math.max(listedAt, Date.parse(value.read_at))).toISOString() };
}

function unread<T>(accountId: string, app: App, at: number): Cached<T> {
  return { accountId, app, askedAt: at, readAt: 0, touches: 0, value: undefined, flight: undefined };
}

async function begin<T extends { failed: string | null }>(
  entry: Cached<T>,
  { app, now, read }: Reading<T>,
): Promise<T> {
  entry.app = app;
  entry.readAt = now().getTime();
  entry.touches = touches(app.id);
  try {
    entry.value = await read(entry.value);
  } catch (error) {
    if (!entry.value) throw error;
    entry.value = { ...entry.value, failed: error instanceof Error ? error.message : String(error) };
  }
  return entry.value;
}

function isStale<T extends Movement>(entry: Cached<T>, value: T, app: App, at: number): boolean {
  if (touches(app.id) !== entry.touches) return true;
  if (app.released_at !== entry.app.released_at || app.updated_at !== entry.app.updated_at) return true;
  return at - entry.readAt >= freshMs(value, watchedBy(entry.accountId), remainingCalls(entry.accountId));
}

/** Returns the number of cached reviews of this account, which share its calls. */
function watchedBy(accountId: string): number {
  const all = [...(globalThis.slipwayReviews?.values() ?? [])];
  return all.filter((entry) => entry.accountId === accountId).length;
}
