import "server-only";
import { randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Promotion, PromotionCreate } from "@/lib/schemas/promotion";
import { checkHolds } from "@/lib/server/holds/check-holds";
import type { Actor } from "./actor";
import { beginPromotion } from "./begin";
import { claimApps, dropClaims } from "./claim";
import { type SendLimits, sendLimits } from "./limits";
import { keepCommits, newPromotion, newTarget, sourceOf } from "./new-promotion";
import { type Position, slugOf } from "./position";
import { presentOwn } from "./present";
import { readPromotion, type StoredPromotion } from "./promotion-store";
import { type Order, readOrder } from "./read-order";
import { checkSlugIsNew, readSource, readTargets } from "./review-again";
import { startRun } from "./run";
import { goesInOneCall, kindOf } from "./send-targets";

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
