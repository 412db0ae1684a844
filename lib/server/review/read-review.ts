import { repositoryFrom } from "@/lib/apps/repository-of";
import type { App } from "@/lib/schemas/app";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { isLatest, type Latest } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { currentOf, dynosOrNull } from "@/lib/server/watch/read-summary";
import { cachedConfigNames, cachedImage, cachedPermission, cachedSlug } from "./cached-facts";

/**
 * The upstream part of an app's review. `repository` is derived from the sources of its builds; `listsReadAt` (ms) is when
 * its builds and releases were last read completely.
 */
export type Review = Omit<ReviewApp, "stage" | "holds"> & { listsReadAt: number };

const BUILDS = 20;
const RELEASES = 50;
/** How long lists are reused: older items may change without new ones (a release stops being a rollback candidate). */
const REUSE_MS = 5 * 60_000;

type Reusable = { before: Review | undefined; latest: Latest | null };

/**
 * Reads the review of an app: three calls (one when `latest` shows nothing new), plus one for each of slug, image,
 * config var names and permission that is not cached.
 */
export async function readReview(
  heroku: Heroku,
  app: App,
  { before, latest }: Reusable,
  now: () => Date,
): Promise<Review> {
  const at = now().getTime();
  const [{ builds, releases, listsReadAt }, dynos, mayDeploy] = await Promise.all([
    readLists(heroku, app, { before, latest, at }),
    dynosOrNull(heroku, app.id),
    cachedPermission(heroku, app, at),
  ]);
  const current = await currentOf(heroku, app.id, { releases, max: RELEASES }, before);
  const newest = releases[0] ?? null;
  const [slug, image, configNames] = await Promise.all([
    cachedSlug(heroku, app.id, current, at),
    cachedImage(heroku, app.id, current, at),
    cachedConfigNames(heroku, app.id, newest, at),
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
    dynos: dynos ?? [],
    dynos_read_at: dynos && now().toISOString(),
    last_release_phase_ms: lastPhaseMs(releases),
    repository: repositoryFrom(builds),
    read_at: now().toISOString(),
    failed: null,
    listsReadAt,
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
    dynos_read_at: null,
    last_release_phase_ms: null,
    repository: null,
    read_at: now().toISOString(),
    failed,
    listsReadAt: 0,
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
function lastPhaseMs(releases: Release[]): number | null {
  const phased = releases.find((release) => release.release_phase && release.status === "succeeded");
  return phased ? Math.max(0, Date.parse(phased.updated_at) - Date.parse(phased.created_at)) : null;
}

type Lists = { builds: Build[]; releases: Release[]; listsReadAt: number };

/** Returns the newest builds and releases of an app. Reuses `before` while the pipeline's latest ones are the same. */
async function readLists(
  heroku: Heroku,
  app: App,
  { before, latest, at }: { before: Review | undefined; latest: Latest | null; at: number },
): Promise<Lists> {
  if (before && latest && at - before.listsReadAt < REUSE_MS && isUnchanged(before, app, latest)) {
    const { builds, releases, listsReadAt } = before;
    return { builds, releases, listsReadAt };
  }
  const [builds, releases] = await Promise.all([
    listBuilds(heroku, app.id, { max: BUILDS }),
    listReleases(heroku, app.id, { max: RELEASES }),
  ]);
  return { builds: builds.items, releases: releases.items, listsReadAt: at };
}

function isUnchanged({ builds, releases }: Review, { id }: App, latest: Latest): boolean {
  const hasPending = [...builds, ...releases].some(({ status }) => status === "pending");
  return (
    !hasPending &&
    isLatest(builds[0], latest.builds.get(id)) &&
    isLatest(releases[0], latest.releases.get(id))
  );
}
