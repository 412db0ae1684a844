import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { ShowChoice } from "@/lib/schemas/screen";
import type { Heroku } from "@/lib/server/heroku/client";
import type { StoredLayout } from "@/lib/server/store/screen-rows";
import { knownApps } from "@/lib/server/watch/known-apps";
import { knownPipeline, knownPipelines } from "@/lib/server/watch/known-pipelines";
import { theWatch } from "@/lib/server/watch/process-watch";

type Show = StoredLayout["show"];

/** Resolves a choice to ids and names. Throws `not_found` or `app_not_found` for what the account cannot read. */
export async function resolveShow(heroku: Heroku, choice: ShowChoice, now: Date): Promise<Show> {
  if (choice.kind === "pipeline") {
    const { id, name } = await knownPipeline(heroku, choice.pipeline, now.getTime());
    return { kind: "pipeline", pipeline: { id, name }, apps: [] };
  }
  const known = await knownApps(heroku, now.getTime());
  const apps = [...new Set(choice.apps)].map((id) => {
    const app = known.get(id);
    if (!app) throw new SlipwayError("app_not_found");
    return { id: app.id, name: app.name };
  });
  return { kind: "apps", apps };
}

/** Returns true if an account can read everything a screen shows, and may therefore back it without a link. */
export async function canReadAll(heroku: Heroku, show: Show, now: Date): Promise<boolean> {
  const visible = await theWatch().visible(heroku);
  if (show.kind === "apps") return show.apps.every(({ id }) => visible.has(id));
  const pipeline = await wallPipeline(heroku, show.pipeline.id, now);
  return pipeline?.couplings.every(({ app }) => visible.has(app.id)) ?? false;
}

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
