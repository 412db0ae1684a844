import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline, listPipelines } from "@/lib/server/heroku/pipelines";
import { AnswerCache } from "@/lib/server/watch/answer-cache";

declare global {
  var slipwayWallPipelines: AnswerCache<Pipeline[]> | undefined;
}

/** A screen asks day and night, and which app is in which pipeline changes rarely: 40 calls an hour and grant. */
const FRESH_MS = 3 * 60_000;

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
  globalThis.slipwayWallPipelines ??= new AnswerCache({ freshMs: FRESH_MS, max: 500 });
  try {
    return await globalThis.slipwayWallPipelines.get(key, now.getTime(), read);
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}
