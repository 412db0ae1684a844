import "server-only";
import { randomUUID } from "node:crypto";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Promotion, PromotionCreate } from "@/lib/schemas/promotion";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPipeline } from "@/lib/server/heroku/pipelines";
import { checkHolds } from "@/lib/server/holds/check-holds";
import type { Actor, NamedApp } from "./actor";
import { claimApps, dropClaims } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { keepCommits, newPromotion, newTarget, sourceOf } from "./new-promotion";
import { type Position, slugOf } from "./position";
import { presentOwn } from "./present";
import { readPromotion, type StoredPromotion } from "./promotion-store";
import { checkSlugIsNew, type Expected, readSource, readTargets } from "./recheck";
import { startRun } from "./run";
import { beginPromotion, goesInOneCall, kindOf } from "./send-targets";

/** For tests: other time limits and another runner. */
export type BeginOptions = { limits?: SendLimits; start?: (promotion: string) => void };

/**
 * Promotes a reviewed release to targets that have not changed since the review. Sends the first call now; the server
 * runs the rest in the background. Throws `conflict` with `moved`, `held`, `same_slug`, `release_expired` or upstream's
 * error; then nothing was created or stored. Idempotent: a known id returns the existing promotion.
 */
export async function createPromotion(
  actor: Actor,
  body: PromotionCreate,
  { limits = sendLimits, start = startRun }: BeginOptions = {},
): Promise<Promotion> {
  const id = body.id ?? randomUUID();
  if (await readPromotion(id)) return presentOwn(id, actor);
  const order = await readOrder(actor.heroku, body);
  const apps = order.targets.map(({ app }) => app);
  const holds = await checkHolds({
    apps: apps.map((app) => app.id),
    slug: body.source.slug,
    override: body.override,
  });
  const route = { kind: "promotion", pipeline_id: body.pipeline, send_order: body.order } as const;
  const first = goesInOneCall(route) ? apps : apps.slice(0, 1);
  const claims = await claimApps(actor, first, kindOf(route), limits);
  try {
    const override = holds.length > 0 ? body.override : undefined;
    const { positions, ...stored } = await reviewAgain(actor, order, { ...body, id, override }, limits);
    await beginPromotion(actor, stored, claims, { limits, twoFactorCode: body.two_factor_code });
    await keepCommits(actor.heroku, positions, stored.targets);
  } finally {
    await dropClaims(claims);
  }
  start(id);
  return presentOwn(id, actor);
}

/** Reads source and targets again; throws when one has moved. Returns the promotion to store. */
async function reviewAgain(
  actor: Actor,
  { pipeline, source, targets }: Order,
  body: PromotionCreate & { id: string },
  limits: SendLimits,
): Promise<StoredPromotion & { positions: Position[] }> {
  const { heroku } = actor;
  const [from, slug] = await Promise.all([
    readSource(heroku, source, body, limits),
    slugOf(heroku, source.id, body.source.slug),
  ]);
  const positions = await readTargets(heroku, targets, limits, "moved" in from ? [from.moved] : []);
  if ("moved" in from) throw new SlipwayError("conflict", { facts: { moved: [from.moved] } });
  await checkSlugIsNew(heroku, positions, body.source.slug);
  const promotion = newPromotion(actor, {
    ...sourceOf(source, from.release, slug),
    id: body.id,
    kind: "promotion",
    of_id: body.retry_of ?? null,
    pipeline_id: pipeline?.id ?? null,
    pipeline_name: pipeline?.name ?? null,
    send_order: body.order,
    note: body.note || null,
    override: body.override ?? null,
  });
  const rows = positions.map((at, position) =>
    newTarget(at, {
      promotion_id: body.id,
      position,
      stage: targets[position]?.stage ?? null,
      region: targets[position]?.region ?? null,
    }),
  );
  return { promotion, targets: rows, positions };
}

type OrderTarget = Expected & { stage: string | null; region: string | null };
/** The pipeline and apps of a request, read with the user's own grant. */
type Order = { pipeline: Pipeline | null; source: NamedApp; targets: OrderTarget[] };

/** Reads the pipeline and the apps of a request. Throws when they are inconsistent. */
async function readOrder(heroku: Heroku, body: PromotionCreate): Promise<Order> {
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
