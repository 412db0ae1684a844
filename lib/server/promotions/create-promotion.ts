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
import { newPromotion, newTarget, sourceOf } from "./new-promotion";
import { presentOwn } from "./present";
import { readPromotion } from "./promotion-store";
import { type Expected, recheck } from "./recheck";
import { isOneCall, kindOf } from "./send-targets";
import { type SendOptions, startPromotion } from "./start-promotion";

/**
 * Promotes a reviewed release to targets that have not changed since the review. Sends the first call now; the server
 * runs the rest in the background. Throws `conflict` (which lists what changed), `held`, `same_slug`, `release_expired`
 * or the upstream error; then nothing has been created or stored. Idempotent: a known id returns the existing promotion.
 */
export async function createPromotion(
  actor: Actor,
  body: PromotionCreate,
  options: SendOptions = {},
): Promise<Promotion> {
  const id = body.id ?? randomUUID();
  if (await readPromotion(id)) return presentOwn(id, actor);
  const request = await readRequest(actor.heroku, body);
  const override = await overrideOf(request, body);
  const route = routeOf(body);
  const first = {
    apps: firstApps(request, body),
    kind: kindOf(route),
    twoFactorCode: body.two_factor_code,
  };
  return startPromotion(actor, first, options, async (limits) => {
    const { source, pipeline } = request;
    const reviewed = { app: source, source: body.source, retry_of: body.retry_of };
    const now = await recheck(actor.heroku, reviewed, request.targets, limits);
    const promotion = newPromotion(actor, {
      ...sourceOf(source, now.release, now.slug),
      ...route,
      id,
      of_id: body.retry_of ?? null,
      pipeline_id: pipeline?.id ?? null,
      pipeline_name: pipeline?.name ?? null,
      note: body.note || null,
      override,
    });
    const targets = now.targets.map((target, index) => {
      const { position, stage, region } = target;
      return { position, row: newTarget(position, { promotion_id: id, position: index, stage, region }) };
    });
    return { promotion, targets };
  });
}

/** The pipeline and apps of a request, read with the user's own grant. */
type Request = { pipeline: Pipeline | null; source: NamedApp; targets: RequestTarget[] };
type RequestTarget = Expected & { stage: string | null; region: string | null };

/** Reads the pipeline and the apps of a request. Throws `invalid_params` when they are inconsistent. */
async function readRequest(heroku: Heroku, body: PromotionCreate): Promise<Request> {
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
  const request = { pipeline, source: { id: source.id, name: source.name }, targets };
  checkApps(request);
  if (pipeline === null && body.source.slug === null) {
    throw invalid(
      "Without a pipeline only a slug can be released on another app, and this release has none.",
    );
  }
  if (body.retry_of !== undefined) await checkRetry(body.retry_of, body, request);
  return request;
}

function checkApps({ source, targets }: Request): void {
  const ids = targets.map(({ app }) => app.id);
  if (new Set(ids).size < ids.length) throw invalid("A target is named twice.");
  if (ids.includes(source.id)) throw invalid(`${source.name} cannot be promoted to itself.`);
}

/** A retry must have the release and only targets of the original promotion. */
async function checkRetry(of: string, body: PromotionCreate, { source, targets }: Request): Promise<void> {
  const original = await readPromotion(of);
  const matches =
    original?.promotion.kind === "promotion" &&
    original.promotion.source_app_id === source.id &&
    original.promotion.source_release_id === body.source.release &&
    targets.every(({ app }) => original.targets.some((target) => target.app_id === app.id));
  if (!matches) throw invalid("This is no retry: the promotion it names sent something else, or elsewhere.");
}

function invalid(detail: string): SlipwayError {
  return new SlipwayError("invalid_params", { detail });
}

/** Throws `held` unless a reason is given. Returns the reason if it overrides a hold, else null. */
async function overrideOf(
  { targets }: Request,
  { source, override }: PromotionCreate,
): Promise<string | null> {
  const holds = await checkHolds({ apps: targets.map(({ app }) => app.id), slug: source.slug, override });
  return holds.length > 0 ? (override ?? null) : null;
}

function routeOf({ pipeline, order }: PromotionCreate) {
  return { kind: "promotion", pipeline_id: pipeline, send_order: order } as const;
}

/** Returns the targets of the first call, which are claimed before anything is checked. */
function firstApps({ targets }: Request, body: PromotionCreate): NamedApp[] {
  const apps = targets.map(({ app }) => app);
  return isOneCall(routeOf(body)) ? apps : apps.slice(0, 1);
}
