import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";
import { findCurrentRelease, listReleases } from "@/lib/server/heroku/releases";
import { firstErrorOf } from "./first-error-of";

const BUILDS = 20;
const RELEASES = 10;

/** Reads what a row of the apps table shows: three calls, a fourth when the running release is an old one. */
export async function readSummary(
  heroku: Heroku,
  app: Pick<App, "id" | "name">,
  before: AppSummary | undefined,
  now: () => Date,
): Promise<AppSummary> {
  const [builds, releases, dynos] = await Promise.all([
    listBuilds(heroku, app.id, { max: BUILDS }),
    listReleases(heroku, app.id, { max: RELEASES }),
    dynosOrNone(heroku, app.id),
  ]);
  const newest = builds.items[0];
  return {
    app: { id: app.id, name: app.name },
    builds: builds.items,
    releases: releases.items,
    current: await currentOf(heroku, app.id, releases.items, before),
    dynos,
    first_error:
      newest?.status === "failed" && newest.canceled_by === null
        ? await firstErrorOf(heroku, app.id, newest.id)
        : null,
    read_at: now().toISOString(),
    failed: null,
  };
}

async function currentOf(
  heroku: Heroku,
  app: string,
  releases: Release[],
  before: AppSummary | undefined,
): Promise<Release | null> {
  const current = releases.find((release) => release.current);
  if (current || releases.length < RELEASES) return current ?? null;
  // No release since the last look: what ran then runs now.
  const same =
    before?.releases[0]?.id === releases[0]?.id && before?.releases[0]?.status === releases[0]?.status;
  return same && before ? before.current : findCurrentRelease(heroku, app);
}

/** Who may not see the dynos still sees the rest. */
async function dynosOrNone(heroku: Heroku, app: string): Promise<Dyno[]> {
  try {
    return (await listDynos(heroku, app)).items;
  } catch (error) {
    if (error instanceof SlipwayError && (error.id === "forbidden" || error.id === "missing_scope"))
      return [];
    throw error;
  }
}
