import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Promotion, PromotionList } from "@/lib/schemas/promotion";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { findPipeline } from "@/lib/server/heroku/pipelines";
import { knownApp, knownApps } from "@/lib/server/watch/known-apps";
import { present } from "./present";
import { listStored, readPromotion, type StoredPromotion, withTargets } from "./promotion-store";
import { startRun } from "./run";

type CanRead = (app: string) => boolean;

/** A new app may be missing in the list of apps, so the apps of promotions this young are read one by one. */
const YOUNG_MS = 60_000;

/**
 * Returns a promotion as the viewer's account may see it. Throws `not_found` when the account can read neither its source
 * nor any target nor its pipeline.
 */
export async function getPromotion(heroku: Heroku, id: string): Promise<Promotion> {
  const stored = await readVisible(heroku, id);
  const [promotion] = await present([stored], await readableApps(heroku, [stored]), heroku.grant.accountId);
  if (!promotion) throw notFound();
  return promotion;
}

/** Like `getPromotion`, but returns the stored rows. Resumes a promotion that no server runs. */
export async function readVisible(heroku: Heroku, id: string): Promise<StoredPromotion> {
  const stored = await readPromotion(id);
  if (!stored || !(await isVisible(heroku, stored))) throw notFound();
  // Does nothing while a live server runs it.
  if (stored.promotion.status === "pending") startRun(id);
  return stored;
}

type Of = { pipeline?: string | undefined; app?: string | undefined; after?: string | undefined };

/** Returns the promotions of a pipeline or of an app that the viewer's account can read, newest first. */
export async function listPromotions(heroku: Heroku, of: Of): Promise<z.infer<typeof PromotionList>> {
  const pipeline = of.pipeline === undefined ? undefined : (await findPipeline(heroku, of.pipeline)).id;
  const app = of.app === undefined ? undefined : (await getApp(heroku, of.app)).id;
  const { rows, next } = await listStored({ pipeline, app, after: of.after });
  const all = await withTargets(rows);
  const canRead = await readableApps(heroku, all);
  const isFiltered = pipeline !== undefined || app !== undefined;
  return {
    items: await present(
      isFiltered ? all : all.filter((stored) => readsAny(stored, canRead)),
      canRead,
      heroku.grant.accountId,
    ),
    next,
  };
}

async function isVisible(heroku: Heroku, stored: StoredPromotion): Promise<boolean> {
  if (stored.promotion.user_id === heroku.grant.accountId) return true;
  if (readsAny(stored, await readableApps(heroku, [stored]))) return true;
  const { pipeline_id } = stored.promotion;
  return pipeline_id !== null && (await canReadPipeline(heroku, pipeline_id));
}

async function readableApps(heroku: Heroku, all: readonly StoredPromotion[]): Promise<CanRead> {
  const apps = await knownApps(heroku, Date.now());
  const young = all.filter(({ promotion }) => Date.now() - Date.parse(promotion.created_at) < YOUNG_MS);
  const unlisted = new Set(young.flatMap(appsOf).filter((id) => !apps.has(id)));
  const requested = await Promise.all([...unlisted].map((id) => knownApp(heroku, apps, id)));
  const readable = new Set(requested.flatMap((app) => app?.id ?? []));
  return (id) => apps.has(id) || readable.has(id);
}

function appsOf({ promotion, targets }: StoredPromotion): string[] {
  return [promotion.source_app_id, ...targets.map(({ app_id }) => app_id)];
}

function readsAny(stored: StoredPromotion, canRead: CanRead): boolean {
  return appsOf(stored).some(canRead);
}

async function canReadPipeline(heroku: Heroku, pipeline: string): Promise<boolean> {
  try {
    await findPipeline(heroku, pipeline);
    return true;
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}

function notFound(): SlipwayError {
  return new SlipwayError("not_found", {
    detail: "There is no such promotion, or your account can read none of its apps.",
  });
}
