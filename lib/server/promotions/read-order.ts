import "server-only";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { PromotionCreate } from "@/lib/schemas/promotion";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline } from "@/lib/server/heroku/pipelines";
import type { NamedApp } from "./actor";
import { readPromotion } from "./promotion-store";
import type { Expected } from "./review-again";

export type OrderTarget = Expected & { stage: string | null; region: string | null };
/** The pipeline and apps of a request, read with the user's own grant. */
export type Order = { pipeline: Pipeline | null; source: NamedApp; targets: OrderTarget[] };

/** Reads the pipeline and the apps of a request. Throws when they are inconsistent. */
export async function readOrder(heroku: Heroku, body: PromotionCreate): Promise<Order> {
  const [pipeline, source, apps] = await Promise.all([
    body.pipeline === null ? null : getPipeline(heroku, body.pipeline),
    getApp(heroku, body.source.app),
    mapAtMost(body.targets, 6, async (target) => ({ target, app: await getApp(heroku, target.app) })),
  ]);
  const targets = apps.map(({ target, app }) => ({
    app: { id: app.id, name: app.name },
    current: target.expected_current,
    stage: pipeline?.couplings.find((coupling) => coupling.app.id === app.id)?.stage ?? null,
    region: app.region?.name ?? null,
  }));
  const order = { pipeline, source: { id: source.id, name: source.name }, targets };
  checkApps(order);
  if (pipeline === null && body.source.slug === null) {
    throw invalid(
      "Without a pipeline only a slug can be released on another app, and this release has none.",
    );
  }
  if (body.retry_of !== undefined) await checkRetry(body.retry_of, body, order);
  return order;
}

function checkApps({ source, targets }: Order): void {
  const ids = targets.map(({ app }) => app.id);
  if (new Set(ids).size < ids.length) throw invalid("A target is named twice.");
  if (ids.includes(source.id)) throw invalid(`${source.name} cannot be promoted to itself.`);
}

/** A retry must have the release and only targets of the original promotion. */
async function checkRetry(of: string, body: PromotionCreate, { source, targets }: Order): Promise<void> {
  const before = await readPromotion(of);
  const fits =
    before?.promotion.kind === "promotion" &&
    before.promotion.source_app_id === source.id &&
    before.promotion.source_release_id === body.source.release &&
    targets.every(({ app }) => before.targets.some((target) => target.app_id === app.id));
  if (!fits) throw invalid("This is no retry: the promotion it names sent something else, or elsewhere.");
}

function invalid(detail: string): SlipwayError {
  return new SlipwayError("invalid_params", { detail });
}
