import { mapAtMost } from "@/lib/async";
import type { Promotion } from "@/lib/schemas/promotion";
import type { Heroku } from "@/lib/server/heroku/client";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Actor, NamedApp } from "./actor";
import type { Kind } from "./attempts";
import { claimApps, dropClaims } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { presentOwn } from "./present";
import { updateTarget } from "./promotion-store";
import { type Position, slugOf } from "./recheck";
import { startRun } from "./run";
import { beginPromotion } from "./send-targets";

/** A target of a new promotion, with what its app runs now. */
type NewTarget = { row: PromotionTargetRow; position: Position };

/** For tests: other time limits and another runner. */
export type SendOptions = { limits?: SendLimits; start?: (promotion: string) => void };

/**
 * Claims the apps of the first call, stores the promotion that `prepare` returns, makes that call and starts the run.
 * If `prepare` fails or upstream rejects the call, no promotion is stored.
 */
export async function startPromotion(
  actor: Actor,
  first: { apps: readonly NamedApp[]; kind: Kind; twoFactorCode: string | undefined },
  { limits = sendLimits, start = startRun }: SendOptions,
  prepare: (limits: SendLimits) => Promise<{ promotion: PromotionRow; targets: NewTarget[] }>,
): Promise<Promotion> {
  const claims = await claimApps(actor, first.apps, first.kind, limits);
  let id: string;
  try {
    const { promotion, targets } = await prepare(limits);
    const stored = { promotion, targets: targets.map(({ row }) => row) };
    await beginPromotion(actor, stored, claims, { limits, twoFactorCode: first.twoFactorCode });
    await storePreviousCommits(actor.heroku, targets);
    id = promotion.id;
  } finally {
    await dropClaims(claims);
  }
  start(id);
  return presentOwn(id, actor);
}

/** Stores the commits that targets ran before. Called after the send, which nothing may delay once targets were checked. */
async function storePreviousCommits(heroku: Heroku, targets: readonly NewTarget[]): Promise<void> {
  await mapAtMost(targets, 6, async ({ row, position: { app, current } }) => {
    const slug = await slugOf(heroku, app.id, current?.slug?.id ?? null);
    if (slug?.commit) await updateTarget(row.id, { previous_commit: slug.commit });
  });
}
