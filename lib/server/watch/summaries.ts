import { mapAtMost } from "@/lib/async";
import type { AppSummary, LatestStates } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { listCouplings, readLatest } from "@/lib/server/heroku/pipelines";
import { theWatch } from "./process-watch";
import type { ViewerKind } from "./types";
import type { Watch } from "./watch";

type Options = {
  /** Polling for the next minute: a screen needs a read at least every 25 s; `once` watches nothing. */
  viewer?: ViewerKind | "once";
  /** Defaults to the watch of the server; tests inject another. */
  watch?: Watch;
};

/**
 * Returns the summaries of these apps in the given order, without apps that the grant cannot see. All viewers share
 * one copy; `read_at` is when upstream last answered. Throws when there is no summary of any of them.
 */
export function readSummaries(
  heroku: Heroku,
  names: string[],
  { viewer = "page", watch = theWatch() }: Options = {},
): Promise<AppSummary[]> {
  return watch.summaries(heroku, names, viewer);
}

const CONCURRENCY = 4;
/** Two calls each. */
const MOST_PIPELINES = 100;

/** Returns the states of the newest build and release of every app in a pipeline. Omits pipelines that cannot be read. */
export async function readLatestStates(heroku: Heroku): Promise<LatestStates["items"]> {
  const couplings = await listCouplings(heroku);
  const pipelines = [...new Set(couplings.map(({ pipeline }) => pipeline.id))].slice(0, MOST_PIPELINES);
  const latest = await mapAtMost(pipelines, CONCURRENCY, (pipeline) =>
    readLatest(heroku, pipeline).catch(() => null),
  );
  const byPipeline = new Map(pipelines.map((id, index) => [id, latest[index]]));
  return couplings.flatMap(({ app, pipeline }) => {
    const states = byPipeline.get(pipeline.id);
    if (!states) return [];
    const [build, release] = [states.builds.get(app.id), states.releases.get(app.id)];
    return [{ app: { id: app.id }, build: build?.status ?? null, release: release?.status ?? null }];
  });
}
