import { mapAtMost } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { getPromotionTarget } from "@/lib/server/heroku/promotions";
import { getRelease } from "@/lib/server/heroku/releases";
import { log } from "@/lib/server/log/log";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { endAttempt, readAttempt } from "./attempts";
import { checkDynos } from "./check-dynos";
import { deadlineOfRelease, findCreatedRelease } from "./claims";
import type { RunLimits } from "./limits";
import { hasEnded, type StoredPromotion, updateTarget } from "./promotion-store";
import { releaseChange, storeRelease } from "./store-release";

const CONCURRENCY = 4;
const GRANT_ENDED = "The sign-in that carried this out has ended, so Slipway cannot look any further.";

type Check = {
  heroku: Heroku;
  promotion: PromotionRow;
  target: PromotionTargetRow;
  limits: RunLimits;
};

/**
 * Checks every target that was sent. A target without news at its deadline becomes `unknown`, with the time of the last
 * successful check; without a grant (null) all do.
 */
export async function checkTargets(
  heroku: Heroku | null,
  { promotion, targets }: StoredPromotion,
  limits: RunLimits,
): Promise<void> {
  const unfinished = targets.filter((target) => !hasEnded(target));
  if (heroku === null) {
    for (const target of unfinished) await giveUp(target, GRANT_ENDED);
    return;
  }
  const sent = unfinished.filter(({ step }) => step !== "waiting");
  await mapAtMost(sent, CONCURRENCY, async (target) => {
    const obstacle = await obstacleTo({ heroku, promotion, target, limits });
    if (obstacle === null) return;
    const deadline = deadlineOf(target, limits);
    const isOver = deadline !== null && Date.now() > deadline;
    if (obstacle === GRANT_ENDED || isOver) await giveUp(target, obstacle);
  });
}

/** Checks a target once. Returns null if it moved to another step, else the reason why not. */
async function obstacleTo(check: Check): Promise<string | null> {
  const { target } = check;
  try {
    return (await checkTarget(check)) ? null : `Still ${WAITS_FOR.get(target.step) ?? target.step}.`;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    log.debug({ target: target.app_name, err: error.message }, "Checking a target of a promotion failed");
    return error.id === "unauthorized" ? GRANT_ENDED : error.message;
  }
}

const WAITS_FOR = new Map<PromotionTargetRow["step"], string>([
  ["sending", "without a release"],
  ["release phase", "in its release phase"],
  ["dynos", "without all of its dynos"],
]);

async function giveUp(target: PromotionTargetRow, why: string): Promise<void> {
  await updateTarget(target.id, { step: "unknown", error_message: why }, { from: target.step });
}

/** Returns the time (ms) when a target without news is given up; null when it is not in progress. */
function deadlineOf(
  { step, sent_at, released_at, upstream_id }: PromotionTargetRow,
  limits: RunLimits,
): number | null {
  if (sent_at === null) return null;
  const sent = Date.parse(sent_at);
  // Without a response upstream's releases are polled.
  if (step === "sending") return sent + (upstream_id ? limits.appearMs : limits.releasePhaseMs);
  if (step === "release phase") return sent + limits.releasePhaseMs;
  if (step === "dynos") return Date.parse(released_at ?? sent_at) + limits.dynosMs;
  return null;
}

/**
 * Checks a target that was sent once and stores its current state. Returns true if it moved to another step. Throws when
 * upstream cannot be reached.
 */
async function checkTarget(check: Check): Promise<boolean> {
  const { heroku, target } = check;
  const { step, upstream_id, release_id, release_version } = target;
  if (step === "sending")
    return upstream_id === null ? checkUnanswered(check) : checkAccepted(check, upstream_id);
  if (release_id === null || release_version === null) throw new SlipwayError("internal");
  if (step === "release phase") return checkReleasePhase(check, release_id);
  return checkDynos(heroku, target, { id: release_id, version: release_version });
}

/** Upstream accepted the pipeline promotion: the target gets a release or an error shortly after. */
async function checkAccepted({ heroku, promotion, target }: Check, upstreamId: string): Promise<boolean> {
  const upstream = await getPromotionTarget(heroku, upstreamId, target.app_id);
  if (upstream?.release) {
    const release = await getRelease(heroku, target.app_id, upstream.release.id);
    await storeRelease(heroku, promotion, target, release);
    return true;
  }
  if (upstream?.status === "failed") {
    await fail(target, upstream.error_message ?? "Heroku made no release and did not say why.", "refused");
    return true;
  }
  await updateTarget(target.id, { seen_at: new Date().toISOString() }, { from: "sending" });
  return false;
}

/** The call had no response: the target's releases show whether it succeeded. It is never sent again. */
async function checkUnanswered({ heroku, promotion, target, limits }: Check): Promise<boolean> {
  const attempt = target.attempt_id ? await readAttempt(target.attempt_id) : null;
  const release = attempt && (await findCreatedRelease(heroku, attempt));
  if (release) {
    await storeRelease(heroku, promotion, target, release);
    return true;
  }
  if (attempt?.state === "sending" && Date.now() < deadlineOfRelease(attempt, limits)) {
    await updateTarget(target.id, { seen_at: new Date().toISOString() }, { from: "sending" });
    return false;
  }
  const newest = target.newest_version === null ? "" : `: v${target.newest_version} was the newest release`;
  await fail(target, `Heroku did not answer, and nothing was created${newest}.`, "nothing");
  return true;
}

async function checkReleasePhase({ heroku, target }: Check, releaseId: string): Promise<boolean> {
  const release = await getRelease(heroku, target.app_id, releaseId);
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
