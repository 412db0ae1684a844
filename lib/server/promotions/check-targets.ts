import "server-only";
import { z } from "zod";
import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { UpstreamPromotionTarget } from "@/lib/schemas/promotion";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { getRelease } from "@/lib/server/heroku/releases";
import { log } from "@/lib/server/log/log";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { endAttempt, readAttempt } from "./attempts";
import { checkDynos } from "./check-dynos";
import { findRelease, settlesAt } from "./claims";
import type { RunLimits } from "./limits";
import { type StoredPromotion, updateTarget } from "./promotion-store";
import { hasEnded } from "./send-next";
import { foundRelease, releaseChange } from "./store-release";

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

type Look = {
  heroku: Heroku;
  promotion: PromotionRow;
  target: PromotionTargetRow;
  limits: RunLimits;
};

/**
 * Checks a target that was sent once and stores its current state. Returns true if it moved to another step. Throws when
 * upstream cannot be reached.
 */
async function checkTarget(look: Look): Promise<boolean> {
  const { target } = look;
  if (target.step === "sending") return target.upstream_id ? checkPromotion(look) : lookForRelease(look);
  return target.step === "release phase" ? checkRelease(look) : checkDynos(look);
}

/** Returns the time (ms) when a target without news is given up; null when it is not in progress. */
function deadlineOf({ step, sent_at, released_at, upstream_id }: PromotionTargetRow, limits: RunLimits) {
  const sent = Date.parse(sent_at ?? "");
  // Without a response upstream's releases are polled.
  if (step === "sending") return sent + (upstream_id ? limits.appearMs : limits.releasePhaseMs);
  if (step === "release phase") return sent + limits.releasePhaseMs;
  if (step === "dynos") return Date.parse(released_at ?? sent_at ?? "") + limits.dynosMs;
  return null;
}

/** Upstream accepted the promotion: its target gets a release or an error shortly after. */
async function checkPromotion({ heroku, promotion, target }: Look): Promise<boolean> {
  const call = { params: { promotion: target.upstream_id ?? "" }, schema: z.array(UpstreamPromotionTarget) };
  const { data } = await heroku.request("promotionTargets", call);
  const own = data.find(({ app }) => app.id === target.app_id);
  if (own?.release) {
    await foundRelease(heroku, promotion, target, await getRelease(heroku, target.app_id, own.release.id));
    return true;
  }
  if (own?.status === "failed") {
    await fail(target, own.error_message ?? "Heroku made no release and did not say why.", "refused");
    return true;
  }
  await updateTarget(target.id, { seen_at: new Date().toISOString() }, { from: "sending" });
  return false;
}

/** The call had no response: the target's releases show whether it succeeded. It is never sent again. */
async function lookForRelease({ heroku, promotion, target, limits }: Look): Promise<boolean> {
  const attempt = target.attempt_id ? await readAttempt(target.attempt_id) : null;
  const release = attempt && (await findRelease(heroku, attempt));
  if (release) {
    await foundRelease(heroku, promotion, target, release);
    return true;
  }
  if (attempt?.state === "sending" && Date.now() < settlesAt(attempt, limits)) {
    await updateTarget(target.id, { seen_at: new Date().toISOString() }, { from: "sending" });
    return false;
  }
  const newest = target.newest_version === null ? "" : `: v${target.newest_version} was the newest release`;
  await fail(target, `Heroku did not answer, and nothing was created${newest}.`, "nothing");
  return true;
}

async function checkRelease({ heroku, target }: Look): Promise<boolean> {
  const release = await getRelease(heroku, target.app_id, target.release_id ?? "");
  await updateTarget(target.id, releaseChange(target, release, new Date()), { from: "release phase" });
  if (release.status === "pending" || release.status === "unknown") return false;
  touchApp(target.app_id);
  return true;
}

async function fail(target: PromotionTargetRow, why: string, attempt: "refused" | "nothing"): Promise<void> {
  const now = new Date().toISOString();
  const failed = { step: "failed", error_message: why, seen_at: now, finished_at: now } as const;
  await updateTarget(target.id, failed, { from: "sending" });
  if (target.attempt_id) await endAttempt(target.attempt_id, attempt);
}
