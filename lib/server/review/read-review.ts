import { repositoryFrom } from "@/lib/apps/repository-of";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { Build } from "@/lib/schemas/build";
import type { Image } from "@/lib/schemas/image";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Slug } from "@/lib/schemas/slug";
import { ReadThroughCache } from "@/lib/server/cache";
import { mayDeploy } from "@/lib/server/heroku/apps";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { isLatest, type Latest } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { getImage, getSlug } from "@/lib/server/heroku/slugs";
import { perProcess } from "@/lib/server/process/per-process";
import { currentOf, dynosOrNull } from "@/lib/server/watch/read-summary";

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

const MINUTE_MS = 60_000;

const caches = perProcess("review-facts", () => ({
  // Slugs and images never change.
  slugs: cacheFor<Slug>(60 * MINUTE_MS),
  images: cacheFor<Image>(60 * MINUTE_MS),
  // A change of config vars creates a release; only the account's access can change without one.
  configNames: cacheFor<string[]>(5 * MINUTE_MS),
  permissions: cacheFor<boolean>(5 * MINUTE_MS),
}));

function cacheFor<T>(freshMs: number): ReadThroughCache<T | null> {
  return new ReadThroughCache({ freshMs, max: 1_000, staleOnOutage: true });
}

/** Returns the slug of a release; null when it has none or it cannot be read. */
async function cachedSlug(
  heroku: Heroku,
  app: string,
  release: Release | null,
  at: number,
): Promise<Slug | null> {
  const id = release?.slug?.id ?? release?.artifacts.find(({ type }) => type === "slug")?.id;
  if (id === undefined) return null;
  return caches().slugs.get(`${heroku.grant.id} ${app} ${id}`, at, () =>
    nullIfRefused(getSlug(heroku, app, id)),
  );
}

/** Returns the OCI image of a release; null when it has none or it cannot be read. */
async function cachedImage(
  heroku: Heroku,
  app: string,
  release: Release | null,
  at: number,
): Promise<Image | null> {
  const id = release?.artifacts.find(({ type }) => type === "oci-image")?.id;
  if (id === undefined) return null;
  return caches().images.get(`${heroku.grant.id} ${app} ${id}`, at, () =>
    nullIfRefused(getImage(heroku, app, id)),
  );
}

/** Returns the names of the app's config vars as of its newest release; null when the account or scope may not read them. */
async function cachedConfigNames(
  heroku: Heroku,
  app: string,
  newest: Release | null,
  at: number,
): Promise<string[] | null> {
  const key = `${heroku.grant.id} ${app} ${newest?.id} ${newest?.status}`;
  return caches().configNames.get(key, at, async () => {
    const answer = await nullIfRefused(listConfigVarNames(heroku, app));
    return answer?.names ?? null;
  });
}

/** Returns whether this account may deploy the app; null when unknown. */
function cachedPermission(heroku: Heroku, app: App, at: number): Promise<boolean | null> {
  return caches().permissions.get(`${heroku.grant.id} ${app.id}`, at, () => mayDeploy(heroku, app));
}

const REFUSALS = new Set<string>(["forbidden", "missing_scope", "not_found", "app_not_found"]);

/** Resolves to null if the account may not read the object or it does not exist; the review continues without it. */
async function nullIfRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SlipwayError && REFUSALS.has(error.id)) return null;
    throw error;
  }
}
