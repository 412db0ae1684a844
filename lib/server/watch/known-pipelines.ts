import type { App } from "@/lib/schemas/app";
import type { Pipeline } from "@/lib/schemas/pipeline";
import { ReadThroughCache } from "@/lib/server/cache";
import { onPipelinesChanged } from "@/lib/server/changes";
import { filterApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline, listPipelines } from "@/lib/server/heroku/pipelines";
import { perProcess } from "@/lib/server/process/per-process";
import { theWatch } from "./process-watch";

export const pipelineCaches = perProcess("known-pipelines", () => ({
  lists: new ReadThroughCache<Pipeline[]>({ freshMs: 10_000, max: 200, staleOnOutage: true }),
  // Couplings rarely change; what runs in a pipeline is found by its apps.
  pipelines: new ReadThroughCache<Pipeline>({ freshMs: 60_000, max: 500, staleOnOutage: true }),
  apps: new ReadThroughCache<App[]>({ freshMs: 10_000, max: 500, staleOnOutage: true }),
}));

/** Returns every pipeline of the account, at most `maxAgeMs` old. */
export function knownPipelines(heroku: Heroku, now: number, maxAgeMs = 10_000): Promise<Pipeline[]> {
  const isFresh = (_pipelines: Pipeline[], age: number) => age < maxAgeMs;
  return pipelineCaches().lists.get(heroku.grant.id, now, () => listPipelines(heroku), isFresh);
}

/** Returns when the list of `knownPipelines` was read (ms). */
export function pipelinesReadAt(heroku: Heroku): number | null {
  return pipelineCaches().lists.requestedAt(heroku.grant.id);
}

/** Returns a pipeline by id or name, at most `maxAgeMs` old. Throws `not_found`. */
export function knownPipeline(
  heroku: Heroku,
  pipeline: string,
  now: number,
  maxAgeMs = 60_000,
): Promise<Pipeline> {
  const isFresh = (_pipeline: Pipeline, age: number) => age < maxAgeMs;
  const key = `${heroku.grant.id} ${pipeline}`;
  return pipelineCaches().pipelines.get(key, now, () => getPipeline(heroku, pipeline), isFresh);
}

/** Returns the pipeline's apps that the account can see, at most ten seconds old. One call shows which were released. */
export function appsOf(heroku: Heroku, { id, couplings }: Pipeline, now: number): Promise<App[]> {
  const ids = couplings.map(({ app }) => app.id);
  return pipelineCaches().apps.get(`${heroku.grant.id} ${id}`, now, () => filterApps(heroku, ids));
}

/** Returns when the answer of `appsOf` was read (ms). */
export function appsReadAt(heroku: Heroku, { id }: Pipeline): number | null {
  return pipelineCaches().apps.requestedAt(`${heroku.grant.id} ${id}`);
}

onPipelinesChanged(() => {
  const { lists, pipelines, apps } = pipelineCaches();
  for (const cache of [lists, pipelines, apps]) cache.clear();
  theWatch().recouple();
});
