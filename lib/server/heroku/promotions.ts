import { z } from "zod";
import { UpstreamPromotion, UpstreamPromotionTarget } from "@/lib/schemas/promotion";
import type { Heroku } from "./client";

type PipelinePromotion = {
  pipeline: string;
  source: { app: string; release: string };
  /** App ids. */
  targets: readonly string[];
};

/**
 * `POST /pipeline-promotions`: returns the id of the promotion, whose releases appear later. Neither idempotent nor
 * conditional, so only `sendOnce` may call it.
 */
export async function postPromotion(
  heroku: Heroku,
  { pipeline, source, targets }: PipelinePromotion,
  twoFactorCode?: string,
): Promise<string> {
  const body = {
    pipeline: { id: pipeline },
    source: { app: { id: source.app }, release: { id: source.release } },
    targets: targets.map((id) => ({ app: { id } })),
  };
  const call = { body, schema: UpstreamPromotion, twoFactorCode };
  return (await heroku.request("createPromotion", call)).data.id;
}

/** `GET /pipeline-promotions/:promotion/promotion-targets`: returns the target of an app (id), if it is one. */
export async function getPromotionTarget(
  heroku: Heroku,
  promotion: string,
  app: string,
): Promise<UpstreamPromotionTarget | undefined> {
  const call = { params: { promotion }, schema: z.array(UpstreamPromotionTarget) };
  const { data } = await heroku.request("promotionTargets", call);
  return data.find((target) => target.app.id === app);
}

/** `PUT /apps/:app/pre-authorizations`: allows later calls to these apps without a code, as far as upstream supports it. */
export async function preAuthorize(
  heroku: Heroku,
  apps: readonly string[],
  twoFactorCode: string,
): Promise<void> {
  await Promise.allSettled(
    apps.map((app) =>
      heroku.request("preAuthorize", { params: { app }, schema: z.unknown(), twoFactorCode }),
    ),
  );
}
