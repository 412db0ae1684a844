import type { App } from "@/lib/schemas/app";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { listBuilds } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { isLatest, type Latest } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import type { Review } from "./review";

export const BUILDS = 20;
export const RELEASES = 50;
/** Older items may change without new ones (a release can stop being a rollback candidate), so reuse is limited to this. */
const WHOLE_MS = 5 * 60_000;

type Lists = { builds: Build[]; releases: Release[]; wholeAt: number };

/** Returns the newest builds and releases of an app. Reuses `before` while the pipeline's latest ones are the same. */
export async function readLists(
  heroku: Heroku,
  app: App,
  { before, latest, at }: { before: Review | undefined; latest: Latest | null; at: number },
): Promise<Lists> {
  if (before && latest && at - before.wholeAt < WHOLE_MS && isSame(before, app, latest)) {
    const { builds, releases, wholeAt } = before;
    return { builds, releases, wholeAt };
  }
  const [builds, releases] = await Promise.all([
    listBuilds(heroku, app.id, { max: BUILDS }),
    listReleases(heroku, app.id, { max: RELEASES }),
  ]);
  return { builds: builds.items, releases: releases.items, wholeAt: at };
}

function isSame({ builds, releases }: Review, { id }: App, latest: Latest): boolean {
  const moving = [...builds, ...releases].some(({ status }) => status === "pending");
  return (
    !moving && isLatest(builds[0], latest.builds.get(id)) && isLatest(releases[0], latest.releases.get(id))
  );
}
