import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { Image } from "@/lib/schemas/image";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { ReadThroughCache } from "@/lib/server/cache";
import { mayDeploy } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { getImage, getSlug } from "@/lib/server/heroku/slugs";
import { perProcess } from "@/lib/server/process/per-process";

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
export async function cachedSlug(
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
export async function cachedImage(
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
export async function cachedConfigNames(
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
export function cachedPermission(heroku: Heroku, app: App, at: number): Promise<boolean | null> {
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
