import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Heroku } from "@/lib/server/heroku/client";
import { knownPipeline, knownPipelines } from "@/lib/server/watch/known-pipelines";

/** Screens poll day and night, and couplings rarely change: this age costs 40 calls per hour and grant. */
const MAX_AGE_MS = 3 * 60_000;

/** Returns the pipeline of a screen, at most three minutes old; null if the account may not read it. */
export function wallPipeline(heroku: Heroku, id: string, now: Date): Promise<Pipeline | null> {
  return unlessRefused(knownPipeline(heroku, id, now.getTime(), MAX_AGE_MS), null);
}

/** Returns every pipeline that a grant can read, at most three minutes old; none if it may not list them. */
export function wallPipelines(heroku: Heroku, now: Date): Promise<Pipeline[]> {
  return unlessRefused(knownPipelines(heroku, now.getTime(), MAX_AGE_MS), []);
}

/** A screen shows its apps even without pipelines. */
async function unlessRefused<T>(pipelines: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await pipelines;
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 403 || error.status === 404)) return otherwise;
    throw error;
  }
}
