import type { App } from "@/lib/schemas/app";
import type { Image } from "@/lib/schemas/image";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import type { Heroku } from "@/lib/server/heroku/client";
import { mayDeploy } from "@/lib/server/heroku/collaborators";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { getImage } from "@/lib/server/heroku/images";
import { getSlug } from "@/lib/server/heroku/slugs";
import { KeptAnswers } from "@/lib/server/watch/kept-answers";
import { orNull } from "./null-on-not-found";

type Known = {
  slugs: KeptAnswers<Slug | null>;
  images: KeptAnswers<Image | null>;
  configNames: KeptAnswers<string[] | null>;
  permissions: KeptAnswers<boolean | null>;
};

declare global {
  var slipwayReviewFacts: Known | undefined;
}

const MINUTE_MS = 60_000;

function known(): Known {
  globalThis.slipwayReviewFacts ??= {
    // Slugs and images never change.
    slugs: new KeptAnswers({ freshMs: 60 * MINUTE_MS, max: 1000 }),
    images: new KeptAnswers({ freshMs: 60 * MINUTE_MS, max: 1000 }),
    // Whoever changes config vars makes a release; only what may be read can change without one.
    configNames: new KeptAnswers({ freshMs: 5 * MINUTE_MS, max: 1000 }),
    permissions: new KeptAnswers({ freshMs: 5 * MINUTE_MS, max: 1000 }),
  };
  return globalThis.slipwayReviewFacts;
}

/** The slug of a release; null when it has none, or none that can be read any more. */
export async function knownSlug(
  heroku: Heroku,
  app: string,
  release: Release | null,
  at: number,
): Promise<Slug | null> {
  const id = release?.slug?.id ?? release?.artifacts.find(({ type }) => type === "slug")?.id;
  if (id === undefined) return null;
  return known().slugs.get(`${heroku.grant.id} ${app} ${id}`, at, () => orNull(getSlug(heroku, app, id)));
}

/** The OCI image of a release; null when it has none. */
export async function knownImage(
  heroku: Heroku,
  app: string,
  release: Release | null,
  at: number,
): Promise<Image | null> {
  const id = release?.artifacts.find(({ type }) => type === "oci-image")?.id;
  if (id === undefined) return null;
  return known().images.get(`${heroku.grant.id} ${app} ${id}`, at, () => orNull(getImage(heroku, app, id)));
}

/** Names of the app's config vars as of its newest release; null when this account or its scope may not read them. */
export async function knownConfigNames(
  heroku: Heroku,
  app: string,
  newest: Release | null,
  at: number,
): Promise<string[] | null> {
  const key = `${heroku.grant.id} ${app} ${newest?.id} ${newest?.status}`;
  return known().configNames.get(key, at, async () => {
    const answer = await orNull(listConfigVarNames(heroku, app));
    return answer?.names ?? null;
  });
}

/** Whether this account may deploy the app; null when upstream does not tell. */
export function knownPermission(heroku: Heroku, app: App, at: number): Promise<boolean | null> {
  return known().permissions.get(`${heroku.grant.id} ${app.id}`, at, () => mayDeploy(heroku, app));
}
