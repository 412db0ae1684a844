import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { checkHolds } from "@/lib/server/holds/check-holds";
import { db } from "@/lib/server/store/db";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Db } from "./attempts";
import { AppIsBusy, claimApps, dropClaims } from "./claims";
import type { RunLimits } from "./limits";
import { hasEnded, type StoredPromotion, updateTarget } from "./promotion-store";
import { checkSlugIsNew, readTargets } from "./recheck";
import { asSending, kindOf, sendTargets } from "./send-targets";

const STOPPED = "It was stopped before its turn.";

/** Sends the targets that are next, and stops those that can no longer be sent. */
export async function sendNextTargets(
  heroku: Heroku,
  { promotion, targets }: StoredPromotion,
  limits: RunLimits,
): Promise<void> {
  const waiting = targets.filter(({ step }) => step === "waiting");
  if (waiting.length === 0) return;
  if (promotion.stop_asked_at !== null) return stopAll(waiting, STOPPED);
  if (promotion.send_order === "in turn") {
    const sent = targets.filter(({ step }) => step !== "waiting");
    const hasFailed = sent.some((target) => hasEnded(target) && target.step !== "done");
    if (hasFailed) return stopAll(waiting, "A target before this one did not go well.");
    if (!sent.every(({ step }) => step === "done")) return;
    waiting.splice(1);
  }
  for (const target of waiting) await sendTarget(heroku, promotion, target, limits);
}

async function stopAll(targets: readonly PromotionTargetRow[], why: string): Promise<void> {
  for (const { id } of targets)
    await updateTarget(id, { step: "stopped", error_message: why }, { from: "waiting" });
}

/** Sends a target as the first ones were: claims, rechecks, stores the intent, sends once. Stores an error on the target. */
async function sendTarget(
  heroku: Heroku,
  promotion: PromotionRow,
  target: PromotionTargetRow,
  limits: RunLimits,
): Promise<void> {
  const app = { id: target.app_id, name: target.app_name };
  const actor = { heroku, user: { id: promotion.user_id, email: promotion.email } };
  let step: PromotionTargetRow["step"] = "waiting";
  try {
    // The app or the slug may have been locked while this target waited.
    if (promotion.kind === "promotion") {
      const override = promotion.override ?? undefined;
      await checkHolds({ apps: [app.id], slug: promotion.source_slug_id, override });
    }
    const claims = await claimApps(actor, [app], kindOf(promotion), limits);
    try {
      const [read] = await readTargets(heroku, [{ app, current: target.expected_current }], limits);
      const [claim] = claims;
      if (!read || !claim) throw new SlipwayError("internal");
      if (promotion.kind === "promotion") {
        const { source_slug_id: slug, of_id } = promotion;
        await checkSlugIsNew(heroku, [read], { slug, retry: of_id !== null });
      }
      const sending = asSending(target, claim, read.position.newest?.version ?? null);
      const store = async (trx: Db) => {
        await storeSending(trx, sending);
        step = "sending";
      };
      await sendTargets({ heroku, promotion, targets: [sending], claims, limits, store });
    } finally {
      await dropClaims(claims);
    }
  } catch (error) {
    // The other send will end: then the app has moved, or this target is sent on the next round.
    if (error instanceof NoLongerWaiting || error instanceof AppIsBusy) return;
    if (!(error instanceof SlipwayError)) throw error;
    const now = new Date().toISOString();
    const failed = { step: "failed", error_message: error.message, finished_at: now, seen_at: now } as const;
    await updateTarget(target.id, failed, { from: step });
  }
}

/** Throws `NoLongerWaiting` when the target was sent or stopped meanwhile, by another server or a user. */
async function storeSending(trx: Db, sending: PromotionTargetRow): Promise<void> {
  const { id, ...change } = sending;
  const promotion = await trx
    .selectFrom("promotions")
    .select("stop_asked_at")
    .where("id", "=", sending.promotion_id)
    .executeTakeFirst();
  if (promotion?.stop_asked_at !== null) throw new NoLongerWaiting();
  if (!(await updateTarget(id, change, { from: "waiting", on: trx }))) throw new NoLongerWaiting();
}

class NoLongerWaiting extends Error {}

/** Stores the request to stop, and stops all waiting targets. */
export async function stopWaiting({ promotion, targets }: StoredPromotion): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ stop_asked_at: new Date().toISOString() })
    .where("id", "=", promotion.id)
    .where("stop_asked_at", "is", null)
    .execute();
  await stopAll(targets, STOPPED);
}
