import "server-only";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import type { PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { checkTarget, deadlineOf } from "./check-target";
import { type StoredPromotion, updateTarget } from "./promotion-store";
import type { RunLimits } from "./run-limits";
import { hasEnded } from "./turns";

const AT_A_TIME = 4;
const ENDED = "The sign-in that carried this out has ended, so Slipway cannot look any further.";

/**
 * Checks every target that was sent. A target without news at its deadline becomes `unknown`, with the time of the last
 * successful check; without a grant (null) all do.
 */
export async function checkTargets(
  heroku: Heroku | null,
  { promotion, targets }: StoredPromotion,
  limits: RunLimits,
): Promise<void> {
  const moving = targets.filter((target) => target.step !== "waiting" && !hasEnded(target));
  await mapAtMost(moving, AT_A_TIME, async (target) => {
    const trouble = heroku === null ? ENDED : await look({ heroku, promotion, target, limits });
    if (trouble === null) return;
    const isOver = trouble === ENDED || Date.now() > (deadlineOf(target, limits) ?? 0);
    if (isOver) await giveUp(target, trouble);
  });
  if (heroku === null)
    for (const target of targets) if (target.step === "waiting") await giveUp(target, ENDED);
}

/** Checks a target once. Returns null if it changed, else the reason why not, or upstream's error. */
async function look(options: Parameters<typeof checkTarget>[0]): Promise<string | null> {
  const { target } = options;
  try {
    return (await checkTarget(options)) ? null : `Still ${WORDS.get(target.step) ?? target.step}.`;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    log.debug({ target: target.app_name, err: error.message }, "A look at a promotion's target failed");
    return error.id === "unauthorized" ? ENDED : error.message;
  }
}

const WORDS = new Map<PromotionTargetRow["step"], string>([
  ["sending", "without a release"],
  ["release phase", "in its release phase"],
  ["dynos", "without all of its dynos"],
]);

async function giveUp(target: PromotionTargetRow, why: string): Promise<void> {
  await updateTarget(target.id, { step: "unknown", error_message: why }, { from: target.step });
}
