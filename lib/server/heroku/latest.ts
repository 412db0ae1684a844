import { z } from "zod";
import { UpstreamBuild as Build, type UpstreamBuild } from "@/lib/schemas/build";
import { UpstreamRelease as Release, type UpstreamRelease } from "@/lib/schemas/release";
import type { Heroku } from "./client";

type Facts = { id: string; status: string; updated_at: string };

/** The newest build and release of each app of a pipeline, by app id: enough to detect a change. */
export type Latest = { builds: ReadonlyMap<string, Facts>; releases: ReadonlyMap<string, Facts> };

/** `GET /pipelines/:pipeline/latest-builds` and `latest-releases`: two calls for all its apps. */
export async function readLatest(heroku: Heroku, pipeline: string): Promise<Latest> {
  const params = { pipeline };
  const [builds, releases] = await Promise.all([
    heroku.request("latestBuilds", { params, schema: z.array(Build) }),
    heroku.request("latestReleases", { params, schema: z.array(Release) }),
  ]);
  return { builds: byApp(builds.data), releases: byApp(releases.data) };
}

function byApp(items: (UpstreamBuild | UpstreamRelease)[]): Map<string, Facts> {
  return new Map(items.map((item) => [item.app.id, item]));
}

/** Returns true if the known item is still the newest, in the same state, or if there is none on both sides. */
export function isLatest(known: Facts | undefined, latest: Facts | undefined): boolean {
  return (
    known?.id === latest?.id && known?.status === latest?.status && known?.updated_at === latest?.updated_at
  );
}
