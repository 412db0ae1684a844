import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { currentOf } from "./current-release";
import { firstErrorOf } from "./first-error-of";
import { dynosOrNull } from "./readable-dynos";

const BUILDS = 20;
const RELEASES = 10;

/** Reads the summary of an app in three calls, or four when the current release is not among the newest. */
export async function readSummary(
  heroku: Heroku,
  app: Pick<App, "id" | "name">,
  before: AppSummary | undefined,
  now: () => Date,
): Promise<AppSummary> {
  const [builds, releases, dynos] = await Promise.all([
    listBuilds(heroku, app.id, { max: BUILDS }),
    listReleases(heroku, app.id, { max: RELEASES }),
    dynosOrNull(heroku, app.id),
  ]);
  const newest = builds.items[0];
  return {
    app: { id: app.id, name: app.name },
    builds: builds.items,
    releases: releases.items,
    current: await currentOf(heroku, app.id, { releases: releases.items, max: RELEASES }, before),
    // Keeps the dynos that another account read.
    dynos: dynos ?? before?.dynos ?? [],
    dynos_read_at: dynos ? now().toISOString() : (before?.dynos_read_at ?? null),
    first_error:
      newest?.status === "failed" && newest.canceled_by === null
        ? await firstErrorOf(heroku, app.id, newest.id)
        : null,
    read_at: now().toISOString(),
    failed: null,
  };
}
