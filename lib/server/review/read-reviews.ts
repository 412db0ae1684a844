import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { Hold } from "@/lib/schemas/hold";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Latest } from "@/lib/server/heroku/pipelines";
import { activeHolds } from "@/lib/server/holds/holds";
import { knownApp, knownApps, knownAppsReadAt } from "@/lib/server/watch/known-apps";
import { repositoriesOf } from "./app-settings";
import { type Review, readReview, unreadReview } from "./read-review";
import { cachedReview } from "./review-cache";

type Read = { review: Review | null; error?: unknown };

const CONCURRENCY = 4;

/** Returns the reviews of these apps (names or ids) in the given order. Apps that cannot be read are omitted. */
export async function readReviews(
  heroku: Heroku,
  names: string[],
  now = () => new Date(),
): Promise<ReviewApp[]> {
  const known = await knownApps(heroku, now().getTime());
  const apps = await mapAtMost([...new Set(names)], CONCURRENCY, (name) => knownApp(heroku, known, name));
  return reviewApps(
    heroku,
    apps.flatMap((app) => app ?? []),
    { listedAt: knownAppsReadAt(heroku) },
    now,
  );
}

type ReviewContext = {
  /** By app id. */
  stages?: ReadonlyMap<string, string>;
  /** When upstream listed the apps (ms). */
  listedAt: number | null;
  /** Reads the newest items of the common pipeline; called only when an app has to be read again. */
  latest?: () => Promise<Latest | null>;
};

/**
 * Returns the reviews of these apps in order, without deleted ones. A review that could not be read has the reason in
 * `failed`; throws when none could be read.
 */
export async function reviewApps(
  heroku: Heroku,
  apps: App[],
  { stages, listedAt, latest }: ReviewContext,
  now: () => Date,
): Promise<ReviewApp[]> {
  const reads = await mapAtMost(apps, CONCURRENCY, async (app): Promise<Read> => {
    try {
      const read = async (before: Review | undefined) =>
        readReview(heroku, app, { before, latest: before && latest ? await latest() : null }, now);
      return { review: await cachedReview({ heroku, app, listedAt, now, read }) };
    } catch (error) {
      if (error instanceof SlipwayError && error.status === 404) return { review: null };
      if (!(error instanceof SlipwayError) || error.status === 401) throw error;
      return { review: unreadReview(app, error.message, now), error };
    }
  });
  const [first] = reads;
  if (first?.error !== undefined && reads.every((read) => read.error !== undefined)) throw first.error;
  const reviews = reads.flatMap(({ review }) => review ?? []);
  const stored = await storedFacts(reviews, now());
  return reviews.map((review) => {
    const { listsReadAt: _listsReadAt, ...facts } = review;
    return {
      ...facts,
      stage: stages?.get(review.app.id) ?? null,
      holds: stored.holdsOn(review),
      repository: stored.repositoryOf(review),
    };
  });
}

type StoredFacts = { holdsOn(review: Review): Hold[]; repositoryOf(review: Review): string | null };

/** Returns what Slipway itself stores about these apps. Not cached: changes show at once, and a read costs no call. */
async function storedFacts(reviews: Review[], now: Date): Promise<StoredFacts> {
  const ids = reviews.map(({ app }) => app.id);
  const slugs = reviews.flatMap(({ current }) => current?.slug?.id ?? []);
  const [repositories, holds] = await Promise.all([repositoriesOf(ids), activeHolds(ids, slugs, now)]);
  return {
    holdsOn: ({ app, current }) =>
      holds.filter((hold) =>
        hold.slug === null ? hold.app.id === app.id : hold.slug.id === current?.slug?.id,
      ),
    repositoryOf: ({ app, repository }) => repositories.get(app.id) ?? repository,
  };
}
