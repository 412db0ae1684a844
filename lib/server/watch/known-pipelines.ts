import type { App } from "@/lib/schemas/app";
import type { Pipeline } from "@/lib/schemas/pipeline";
import { onPipelinesChanged } from "@/lib/server/changes";
import { filterApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline, listPipelines } from "@/lib/server/heroku/pipelines";
import { AnswerCache } from "./answer-cache";
import { theWatch } from "./process-watch";

type Kept = { lists: AnswerCache<Pipeline[]>; pipelines: AnswerCache<Pipeline>; apps: AnswerCache<App[]> };

declare global {
  var slipwayPipelines: Kept | undefined;
}

function kept(): Kept {
  globalThis.slipwayPipelines ??= {
    lists: new AnswerCache({ freshMs: 10_000, max: 200 }),
    // Couplings rarely change; what runs in a pipeline is found by its apps.
    pipelines: new AnswerCache({ freshMs: 60_000, max: 500 }),
    apps: new AnswerCache({ freshMs: 10_000, max: 500 }),
  };
  return globalThis.slipwayPipelines;
}

/** Returns every pipeline of the account, at most ten seconds old. */
export function knownPipelines(heroku: Heroku, now: number): Promise<Pipeline[]> {
  return kept().lists.get(heroku.grant.id, now, () => listPipelines(heroku));
}

/** Returns when the list of `knownPipelines` was read (ms). */
export function pipelinesReadAt(heroku: Heroku): number | null {
  return kept().lists.askedAt(heroku.grant.id);
}

/** Returns a pipeline by id or name, at most a minute old. Throws `not_found`. */
export function knownPipeline(heroku: Heroku, pipeline: string, now: number): Promise<Pipeline> {
  return kept().pipelines.get(`${heroku.grant.id} ${pipeline}`, now, () => getPipeline(heroku, pipeline));
}

/** Returns the pipeline's apps that the account can see, at most ten seconds old. One call shows which were released. */
export function appsOf(heroku: Heroku, { id, couplings }: Pipeline, now: number): Promise<App[]> {
  const ids = couplings.map(({ app }) => app.id);
  return kept().apps.get(`${heroku.grant.id} ${id}`, now, () => filterApps(heroku, ids));
}

/** Returns when the answer of `appsOf` was read (ms). */
export function appsReadAt(heroku: Heroku, { id }: Pipeline): number | null {
  return kept().apps.askedAt(`${heroku.grant.id} ${id}`);
}

onPipelinesChanged(() => {
  const { lists, pipelines, apps } = kept();
  for (const answers of [lists, pipelines, apps]) answers.forget();
  theWatch().recouple();
});
