import type { App } from "@/lib/schemas/app";
import type { Pipeline } from "@/lib/schemas/pipeline";
import { onPipelinesChanged } from "@/lib/server/changes";
import { filterApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline, listPipelines } from "@/lib/server/heroku/pipelines";
import { KeptAnswers } from "./kept-answers";
import { theWatch } from "./process-watch";

type Kept = { lists: KeptAnswers<Pipeline[]>; pipelines: KeptAnswers<Pipeline>; apps: KeptAnswers<App[]> };

declare global {
  var slipwayPipelines: Kept | undefined;
}

function kept(): Kept {
  globalThis.slipwayPipelines ??= {
    lists: new KeptAnswers({ freshMs: 10_000, max: 200 }),
    // Who is in a pipeline changes rarely; what runs in it is found by its apps.
    pipelines: new KeptAnswers({ freshMs: 60_000, max: 500 }),
    apps: new KeptAnswers({ freshMs: 10_000, max: 500 }),
  };
  return globalThis.slipwayPipelines;
}

/** Every pipeline of the account, as of the last ten seconds. */
export function knownPipelines(heroku: Heroku, now: number): Promise<Pipeline[]> {
  return kept().lists.get(heroku.grant.id, now, () => listPipelines(heroku));
}

/** When the list of `knownPipelines` was read (ms). */
export function pipelinesReadAt(heroku: Heroku): number | null {
  return kept().lists.askedAt(heroku.grant.id);
}

/** One pipeline, by id or name, as of the last minute. Throws `not_found`. */
export function knownPipeline(heroku: Heroku, pipeline: string, now: number): Promise<Pipeline> {
  return kept().pipelines.get(`${heroku.grant.id} ${pipeline}`, now, () => getPipeline(heroku, pipeline));
}

/** Its apps that the account can see, as of the last ten seconds: one call tells which of them were released. */
export function appsOf(heroku: Heroku, { id, couplings }: Pipeline, now: number): Promise<App[]> {
  const ids = couplings.map(({ app }) => app.id);
  return kept().apps.get(`${heroku.grant.id} ${id}`, now, () => filterApps(heroku, ids));
}

/** When the answer of `appsOf` was read (ms). */
export function appsReadAt(heroku: Heroku, { id }: Pipeline): number | null {
  return kept().apps.askedAt(`${heroku.grant.id} ${id}`);
}

onPipelinesChanged(() => {
  const { lists, pipelines, apps } = kept();
  for (const answers of [lists, pipelines, apps]) answers.forget();
  theWatch().recouple();
});
