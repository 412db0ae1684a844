import "server-only";
import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { UpstreamPipeline } from "@/lib/schemas/pipeline";
import type { Promotion, PromotionList } from "@/lib/schemas/promotion";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { knownApp, knownApps } from "@/lib/server/watch/known-apps";
import { present } from "./present";
import { listStored, readPromotion, type StoredPromotion, withTargets } from "./promotion-store";
import { startRun } from "./run";

type Sees = (app: string) => boolean;

/** A new app may be missing in the list of apps, so the apps of promotions this young are read one by one. */
const YOUNG_MS = 60_000;

/**
 * Returns a promotion as the viewer's account may see it. Throws `not_found` when the account can read neither its source
 * nor any target nor its pipeline.
 */
export async function getPromotion(heroku: Heroku, id: string): Promise<Promotion> {
  const stored = await readVisible(heroku, id);
  const [promotion] = await present([stored], await viewOf(heroku, [stored]), heroku.grant.accountId);
  if (!promotion) throw notFound();
  return promotion;
}

/** Like `getPromotion`, but returns the stored rows. Resumes a promotion that no server runs. */
export async function readVisible(heroku: Heroku, id: string): Promise<StoredPromotion> {
  const stored = await readPromotion(id);
  if (!stored || !(await isVisible(heroku, stored))) throw notFound();
  const { status, lease_until } = stored.promotion;
  if (status === "pending" && (lease_until ?? "") < new Date().toISOString()) startRun(id);
  return stored;
}

type Of = { pipeline?: string | undefined; app?: string | undefined; after?: string | undefined };

/** Returns the promotions of a pipeline or of an app that the viewer's account can read, newest first. */
export async function listPromotions(heroku: Heroku, of: Of): Promise<z.infer<typeof PromotionList>> {
  const pipeline = of.pipeline === undefined ? undefined : await pipelineId(heroku, of.pipeline);
  const app = of.app === undefined ? undefined : (await getApp(heroku, of.app)).id;
  const { rows, next } = await listStored({ pipeline, app, after: of.after });
  const all = await withTargets(rows);
  const sees = await viewOf(heroku, all);
  const named = pipeline !== undefined || app !== undefined;
  return {
    items: await present(
      named ? all : all.filter((stored) => seesAny(stored, sees)),
      sees,
      heroku.grant.accountId,
    ),
    next,
  };
}

async function isVisible(heroku: Heroku, stored: StoredPromotion): Promise<boolean> {
  if (stored.promotion.user_id === heroku.grant.accountId) return true;
  if (seesAny(stored, await viewOf(heroku, [stored]))) return true;
  const { pipeline_id } = stored.promotion;
  return pipeline_id !== null && (await canReadPipeline(heroku, pipeline_id));
}

async function viewOf(heroku: Heroku, all: readonly StoredPromotion[]): Promise<Sees> {
  const apps = await knownApps(heroku, Date.now());
  const young = all.filter(({ promotion }) => Date.now() - Date.parse(promotion.created_at) < YOUNG_MS);
  const unlisted = new Set(young.flatMap(appsOf).filter((id) => !apps.has(id)));
  const asked = await Promise.all([...unlisted].map((id) => knownApp(heroku, apps, id)));
  const seen = new Set(asked.flatMap((app) => app?.id ?? []));
  return (id) => apps.has(id) || seen.has(id);
}

function appsOf({ promotion, targets }: StoredPromotion): string[] {
  return [promotion.source_app_id, ...targets.map(({ app_id }) => app_id)];
}

function seesAny(stored: StoredPromotion, sees: Sees): boolean {
  return appsOf(stored).some(sees);
}

async function canReadPipeline(heroku: Heroku, pipeline: string): Promise<boolean> {
  try {
    await pipelineId(heroku, pipeline);
    return true;
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}

async function pipelineId(heroku: Heroku, pipeline: string): Promise<string> {
  return (await heroku.request("pipeline", { params: { pipeline }, schema: UpstreamPipeline })).data.id;
}

function notFound(): SlipwayError {
  return new SlipwayError("not_found", {
    detail: "There is no such promotion, or your account can read none of its apps.",
  });
}
