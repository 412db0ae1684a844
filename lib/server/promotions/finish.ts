import { revoke } from "@/lib/server/session/oauth";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { deleteGrant, isInUse } from "@/lib/server/store/sessions";
import { endAttempt, listOpenAttempts } from "./attempts";
import { updatePromotion } from "./promotion-store";

/** Returns the outcome: `succeeded` only when every target is up on its new version. */
export function outcomeOf(targets: readonly PromotionTargetRow[]): PromotionRow["outcome"] {
  const steps = new Set(targets.map(({ step }) => step));
  if (steps.has("failed") || steps.has("crashed")) return "failed";
  if (steps.has("unknown")) return "unknown";
  return steps.has("stopped") ? "stopped" : "succeeded";
}

/** Ends a promotion whose targets have all ended, and its grant if nothing else uses it. */
export async function finishPromotion(
  promotion: PromotionRow,
  targets: readonly PromotionTargetRow[],
): Promise<void> {
  // Attempts that were given up are ended as well, which frees their apps.
  for (const attempt of await listOpenAttempts(targets.map(({ app_id }) => app_id))) {
    if (attempt.promotion_id === promotion.id) await endAttempt(attempt.id, "nothing");
  }
  await updatePromotion(promotion.id, {
    status: "completed",
    outcome: outcomeOf(targets),
    finished_at: new Date().toISOString(),
    lease_owner: null,
    lease_until: null,
  });
  await endUnusedGrant(promotion.grant_id);
}

/** A grant outlives its session while a promotion needs it; afterwards it is deleted and revoked upstream. */
async function endUnusedGrant(id: string): Promise<void> {
  if (await isInUse(db(), id)) return;
  const grant = await readGrant(db(), id);
  await deleteGrant(db(), id);
  if (grant) await revoke(grant.tokens.access);
}
