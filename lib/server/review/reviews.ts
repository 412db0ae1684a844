import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Latest } from "@/lib/server/heroku/latest";
import { knownApp, knownApps, knownAppsReadAt } from "@/lib/server/watch/known-apps";
import { keptReviews, readKept } from "./kept-reads";
import { ownFacts } from "./own-facts";
import { readReview, unreadReview } from "./read-review";
import type { Review } from "./review";

type Read = { review: Review | null; error?: unknown };

const AT_A_TIME = 4;

/** The reviews of these apps by name or id, in the order asked; apps that cannot be read are left out. */
export async function readReviews(
  heroku: Heroku,
  names: string[],
  now = () => new Date(),
): Promise<ReviewApp[]> {
  const known = await knownApps(heroku, now().getTime());
  const apps = await mapAtMost([...new Set(names)], AT_A_TIME, (name) => knownApp(heroku, known, name));
  return reviewApps(
    heroku,
    apps.flatMap((app) => app ?? []),
    { listedAt: knownAppsReadAt(heroku) },
    now,
  );
}

type Surroundings = {
  /** By app id. */
  stages?: ReadonlyMap<string, string>;
  /** When upstream listed the apps (ms). */
  listedAt: number | null;
  /** What is newest in the pipeline that all of them are in; asked for once, and only when one has to be read again. */
  latest?: () => Promise<Latest | null>;
};

/**
 * The reviews of these apps in their order, without those that are gone. One that could not be read says why in
 * `failed`; throws when that is so with all of them.
 */
export async function reviewApps(
  heroku: Heroku,
  apps: App[],
  { stages, listedAt, latest }: Surroundings,
  now: () => Date,
): Promise<ReviewApp[]> {
  const kept = keptReviews(now().getTime());
  const reads = await mapAtMost(apps, AT_A_TIME, async (app): Promise<Read> => {
    try {
      const read = async (before: Review | undefined) =>
        readReview(heroku, app, { before, latest: before && latest ? await latest() : null }, now);
      return { review: await readKept(kept, { heroku, app, listedAt, now, read }) };
    } catch (error) {
      if (error instanceof SlipwayError && error.status === 404) return { review: null };
      if (!(error instanceof SlipwayError) || error.status === 401) throw error;
      return { review: unreadReview(app, error.message, now), error };
    }
  });
  const failed = reads.find((read) => read.error !== undefined);
  if (failed && reads.every((read) => read.error !== undefined)) throw failed.error;
  const reviews = reads.flatMap(({ review }) => review ?? []);
  const own = await ownFacts(reviews, now());
  return reviews.map((review) => {
    const { wholeAt: _wholeAt, ...facts } = review;
    return {
      ...facts,
      stage: stages?.get(review.app.id) ?? null,
      holds: own.holdsOn(review),
      repository: own.repositoryOf(review),
    };
  });
}
