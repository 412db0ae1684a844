import type { App } from "@/lib/schemas/app";
import { touches } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { freshMs, isMoving, type Movement } from "@/lib/server/watch/pace";
import type { Review } from "./review";

/** What was read of an app with one grant. */
type Kept<T> = {
  accountId: string;
  app: App;
  askedAt: number;
  readAt: number;
  /** Changes made through us when it was read. */
  touches: number;
  value: T | undefined;
  flight: Promise<T> | undefined;
};

declare global {
  var slipwayReviews: Map<string, Kept<Review>> | undefined;
}

const WATCHED_MS = 5 * 60_000;

/** The reviews that are kept, without what nobody has asked for in a while. */
export function keptReviews(at: number): Map<string, Kept<Review>> {
  globalThis.slipwayReviews ??= new Map();
  const reviews = globalThis.slipwayReviews;
  for (const [key, entry] of reviews) if (at - entry.askedAt > WATCHED_MS) reviews.delete(key);
  return reviews;
}

type KeptValue = Movement & { read_at: string; failed: string | null };

type Reading<T> = {
  heroku: Heroku;
  app: App;
  /** When upstream said what is known of the app (ms): by it the last answer is known to be true still. */
  listedAt: number | null;
  now: () => Date;
  read: (before: T | undefined) => Promise<T>;
};

/**
 * What is kept of an app while it is fresh, else what `read` answers: kept for each grant, read as often as the
 * account's budget of calls allows, once for all who wait. When a read fails, the last answer says why; throws when
 * there is none.
 */
export async function readKept<T extends KeptValue>(
  entries: Map<string, Kept<T>>,
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

/** The list of apps would have shown a change of what does not move: what was read before is as old as the list. */
function confirmed<T extends KeptValue>(value: T, listedAt: number | null): T {
  if (listedAt === null || value.failed !== null || isMoving(value)) return value;
  return { ...value, read_at: new Date(Math.max(listedAt, Date.parse(value.read_at))).toISOString() };
}

function unread<T>(accountId: string, app: App, at: number): Kept<T> {
  return { accountId, app, askedAt: at, readAt: 0, touches: 0, value: undefined, flight: undefined };
}

async function begin<T extends { failed: string | null }>(
  entry: Kept<T>,
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

function isStale<T extends Movement>(entry: Kept<T>, value: T, app: App, at: number): boolean {
  if (touches(app.id) !== entry.touches) return true;
  if (app.released_at !== entry.app.released_at || app.updated_at !== entry.app.updated_at) return true;
  return at - entry.readAt >= freshMs(value, watchedBy(entry.accountId), remainingCalls(entry.accountId));
}

/** Reviews of this account that somebody looks at: they share its calls. */
function watchedBy(accountId: string): number {
  const all = [...(globalThis.slipwayReviews?.values() ?? [])];
  return all.filter((entry) => entry.accountId === accountId).length;
}
