import "server-only";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";
import type { Actor } from "./actor";
import type { SendLimits } from "./limits";
import { deletePromotion, insertPromotion, type StoredPromotion } from "./promotion-store";
import { asSending, preAuthorize, sendTargets } from "./send-targets";

/**
 * Stores a promotion together with the intent of its first call, and sends that call to the claimed targets. When
 * upstream rejects it, throws the error and deletes the promotion.
 */
export async function beginPromotion(
  { heroku }: Actor,
  { promotion, targets }: StoredPromotion,
  claims: readonly AttemptRow[],
  options: { limits: SendLimits; twoFactorCode?: string | undefined },
): Promise<void> {
  const rows = targets.map((target) => {
    const claim = claims.find(({ app_id }) => app_id === target.app_id);
    return claim ? asSending(target, claim, target.newest_version) : target;
  });
  const first = rows.filter(({ step }) => step === "sending");
  const later = rows.filter(({ step }) => step === "waiting").map(({ app_id }) => app_id);
  if (options.twoFactorCode && later.length > 0) await preAuthorize(heroku, later, options.twoFactorCode);
  try {
    await sendTargets({
      ...options,
      heroku,
      promotion,
      targets: first,
      claims,
      store: (trx) => insertPromotion(trx, { promotion, targets: rows }),
    });
  } catch (error) {
    await deletePromotion(promotion.id);
    throw error;
  }
}
