import { describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { recordRemaining } from "@/lib/server/heroku/rate";
import { aBuild, anApp } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import type { Review } from "./read-review";
import { cachedReview, freshMs } from "./review-cache";

const SECOND = 1_000;
const NOON = Date.UTC(2026, 10, 21, 12);
let grants = 0;

/** A client of an account of its own, whose reads are never sent. */
function herokuOf(accountId = `account-${grants + 1}`): Heroku {
  grants += 1;
  const accessToken = async () => "token";
  const grant = {
    id: `grant-${grants}`,
    accountId,
    scope: "read",
    accessToken,
    refreshAfter401: accessToken,
  };
  const request = () => Promise.reject(new Error("no call expected"));
  return { grant, apiUrl: "http://127.0.0.1:1", request };
}

/** Reads an app's review at a time (seconds after noon) and counts the reads. */
function reader(heroku: Heroku, differs: Partial<Review> = {}) {
  const state: { reads: number; failure: Error | null } = { reads: 0, failure: null };
  const at = (seconds: number, app: App = anApp(), listedAt: number | null = null) => {
    const now = () => new Date(NOON + seconds * SECOND);
    const read = async (): Promise<Review> => {
      state.reads += 1;
      if (state.failure) throw state.failure;
      const review = { ...aReviewApp({ dynos: [], builds: [], releases: [] }), listsReadAt: 0, ...differs };
      return { ...review, failed: null, read_at: now().toISOString() };
    };
    return cachedReview({ heroku, app, listedAt, now, read });
  };
  return Object.assign(at, { state });
}

const isoAfter = (seconds: number) => new Date(NOON + seconds * SECOND).toISOString();

test("a review is read once for concurrent callers and again when it is no longer fresh", async () => {
  const review = reader(herokuOf());
  await Promise.all([review(0), review(0)]);
  await review(9);
  expect(review.state.reads).toBe(1);
  await review(10);
  expect(review.state.reads).toBe(2);
});

test("a review is read again sooner while a build is pending", async () => {
  const review = reader(herokuOf(), { builds: [aBuild({ status: "pending" })] });
  await review(0);
  await review(3);
  expect(review.state.reads).toBe(2);
});

test("a review is read again at once when the app was changed here or its listing differs", async () => {
  const review = reader(herokuOf());
  await review(0);
  touchApp(anApp().id);
  await review(1);
  await review(2, anApp({ updated_at: isoAfter(2) }));
  expect(review.state.reads).toBe(3);
});

test("an unchanged listing confirms a cached review at its own time, unless something is pending", async () => {
  const quiet = reader(herokuOf());
  await quiet(0);
  expect((await quiet(5, anApp(), NOON + 4 * SECOND)).read_at).toBe(isoAfter(4));
  const pending = reader(herokuOf(), { builds: [aBuild({ status: "pending" })] });
  await pending(0);
  expect((await pending(1, anApp(), NOON + SECOND)).read_at).toBe(isoAfter(0));
});

test("a failed read returns the last review with the reason and its own time, or throws without one", async () => {
  const review = reader(herokuOf());
  review.state.failure = new SlipwayError("upstream_unavailable", { detail: "Heroku answered 503." });
  await expect(review(0)).rejects.toMatchObject({ id: "upstream_unavailable" });
  review.state.failure = null;
  await review(1);
  review.state.failure = new SlipwayError("rate_limit");
  const shown = await review(20);
  expect(shown).toMatchObject({ read_at: isoAfter(1), failed: review.state.failure.message });
  expect((await review(21, anApp(), NOON + 21 * SECOND)).read_at).toBe(isoAfter(1));
});

test("a review is never returned to another grant", async () => {
  const [ada, ben] = [reader(herokuOf("ada")), reader(herokuOf("ben"))];
  await ada(0);
  await ben(0);
  expect(ben.state.reads).toBe(1);
});

test("reviews of an account with few calls left are read less often, and with none left not again", async () => {
  const heroku = herokuOf("few-calls");
  const review = reader(heroku);
  recordRemaining("few-calls", "400");
  await review(0);
  await review(39);
  expect(review.state.reads).toBe(1);
  await review(40);
  expect(review.state.reads).toBe(2);
  recordRemaining("few-calls", "50");
  await review(4_000);
  expect(review.state.reads).toBe(3);
  await review(4_100);
  expect(review.state.reads).toBe(3);
});

const quiet: AppSummary = {
  app: { id: "a", name: "a" },
  builds: [],
  releases: [],
  current: null,
  dynos: [],
  first_error: null,
  read_at: "2026-11-21T04:12:00.000Z",
  dynos_read_at: "2026-11-21T04:12:00.000Z",
  failed: null,
};
const moving: AppSummary = { ...quiet, builds: [aBuild({ status: "pending" })] };

describe("freshMs", () => {
  test("returns a short time while a build is pending", () => {
    expect(freshMs(moving, 60, 4_000)).toBeLessThanOrEqual(2_500);
  });

  test("keeps any number of idle apps within 1,500 calls an hour", () => {
    for (const watched of [1, 3, 20, 60, 1_000]) {
      const fresh = freshMs(quiet, watched, null);
      expect(fresh).toBeGreaterThanOrEqual(10_000);
      expect(Math.round((watched * 3 * 3_600_000) / fresh)).toBeLessThanOrEqual(1_500);
    }
  });

  test("grows when few calls of the account are left, and is infinite before the last are used", () => {
    expect(freshMs(moving, 1, 400)).toBe(10_000);
    expect(freshMs(moving, 1, 50)).toBe(Number.POSITIVE_INFINITY);
  });
});
