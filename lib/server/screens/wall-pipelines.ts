import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import { ReadThroughCache } from "@/lib/server/cache";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline, listPipelines } from "@/lib/server/heroku/pipelines";
import { perProcess } from "@/lib/server/process/per-process";

/** Screens poll day and night, and couplings rarely change: a freshness of three minutes costs 40 calls per hour and grant. */
export const wallPipelineCache = perProcess(
  "wall-pipelines",
  () => new ReadThroughCache<Pipeline[]>({ freshMs: 3 * 60_000, max: 500, staleOnOutage: true }),
);

/** The pipeline of a screen, as of the last three minutes. */
export async function wallPipeline(heroku: Heroku, id: string, now: Date): Promise<Pipeline | null> {
  const [pipeline] = await keep(`${heroku.grant.id} ${id}`, now, async () => [await getPipeline(heroku, id)]);
  return pipeline ?? null;
}

/** Every pipeline that a grant can read, as of the last three minutes. */
export function wallPipelines(heroku: Heroku, now: Date): Promise<Pipeline[]> {
  return keep(heroku.grant.id, now, () => listPipelines(heroku));
}

/** Pipelines that may not be read are none: the apps can be shown without. */
async function keep(key: string, now: Date, read: () => Promise<Pipeline[]>): Promise<Pipeline[]> {
  try {
    return await wallPipelineCache().get(key, now.getTime(), read);
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}
