import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Promotion } from "@/lib/schemas/promotion";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import type { Actor } from "./actor";
import { getPromotion, readVisible } from "./read-promotions";
import { startRun } from "./run";
import { stopWaiting } from "./send-next";

/**
 * Stops all targets that have not been sent. Allowed for the user who started the promotion and for those who may deploy
 * its source. Throws `conflict` when every target was sent.
 */
export async function stopPromotion(
  { heroku, user }: Actor,
  id: string,
  start: (promotion: string) => void = startRun,
): Promise<Promotion> {
  const stored = await readVisible(heroku, id);
  const { promotion, targets } = stored;
  if (promotion.user_id !== user.id) await listConfigVarNames(heroku, promotion.source_app_id);
  if (!targets.some(({ step }) => step === "waiting")) {
    throw new SlipwayError("conflict", { detail: "Nothing is left to stop: every target was sent." });
  }
  await stopWaiting(stored);
  start(id);
  return getPromotion(heroku, id);
}
