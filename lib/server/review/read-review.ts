import { repositoryFrom } from "@/lib/apps/repository-of";
import type { App } from "@/lib/schemas/app";
import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Latest } from "@/lib/server/heroku/pipelines";
import { currentOf } from "@/lib/server/watch/current-release";
import { dynosOrNone } from "@/lib/server/watch/readable-dynos";
import { knownConfigNames, knownImage, knownPermission, knownSlug } from "./known-facts";
import { RELEASES, readLists } from "./lists";
import type { Review } from "./review";

type Known = { before: Review | undefined; latest: Latest | null };

/**
 * Reads the review of an app: three calls (one when `latest` shows nothing new), plus one for each of slug, image,
 * config var names and permission that is not cached.
 */
export async function readReview(
  heroku: Heroku,
  app: App,
  { before, latest }: Known,
  now: () => Date,
): Promise<Review> {
  const at = now().getTime();
  const [{ builds, releases, wholeAt }, dynos, mayDeploy] = await Promise.all([
    readLists(heroku, app, { before, latest, at }),
    dynosOrNone(heroku, app.id),
    knownPermission(heroku, app, at),
  ]);
  const current = await currentOf(heroku, app.id, { releases, max: RELEASES }, before);
  const newest = releases[0] ?? null;
  const [slug, image, configNames] = await Promise.all([
    knownSlug(heroku, app.id, current, at),
    knownImage(heroku, app.id, current, at),
    knownConfigNames(heroku, app.id, newest, at),
  ]);
  return {
    ...factsOf(app),
    may_deploy: mayDeploy,
    current,
    newest,
    releases,
    builds,
    slug,
    image,
    config_names: configNames,
    dynos,
    last_release_phase_ms: lastPhase(releases),
    repository: repositoryFrom(builds),
    read_at: now().toISOString(),
    failed: null,
    wholeAt,
  };
}

/** Returns the review of an app that exists and could not be read. */
export function unreadReview(app: App, failed: string, now: () => Date): Review {
  return {
    ...factsOf(app),
    may_deploy: null,
    current: null,
    newest: null,
    releases: [],
    builds: [],
    slug: null,
    image: null,
    config_names: null,
    dynos: [],
    last_release_phase_ms: null,
    repository: null,
    read_at: now().toISOString(),
    failed,
    wholeAt: 0,
  };
}

function factsOf({ id, name, region, stack, generation, web_url }: App) {
  return {
    app: { id, name },
    region: region?.name ?? null,
    stack: stack?.name ?? null,
    generation,
    web_url,
  };
}

/** Returns the duration of the last successful release phase in ms. A release is last updated when its phase ends. */
function lastPhase(releases: Release[]): number | null {
  const phased = releases.find((release) => release.release_phase && release.status === "succeeded");
  return phased ? Math.max(0, Date.parse(phased.updated_at) - Date.parse(phased.created_at)) : null;
}
