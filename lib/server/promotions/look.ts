import "server-only";
import { z } from "zod";
import { UpstreamPromotionTarget } from "@/lib/schemas/promotion";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { getRelease } from "@/lib/server/heroku/releases";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { endAttempt, readAttempt } from "./attempts";
import { findRelease, settlesAt } from "./find-out";
import { foundRelease } from "./found-release";
import { lookAtDynos } from "./look-at-dynos";
import { updateTarget } from "./promotion-store";
import { releaseChange } from "./release-change";
import type { RunLimits } from "./run-limits";

type Look = {
  heroku: Heroku;
  promotion: PromotionRow;
  target: PromotionTargetRow;
  limits: RunLimits;
};

/**
 * Looks once at a target that was sent and notes what is true of it now. Whether it went on to another step. Throws
 * when upstream cannot be asked.
 */
export async function lookAt(look: Look): Promise<boolean> {
  const { target } = look;
  if (target.step === "sending") return target.upstream_id ? lookAtPromotion(look) : lookForRelease(look);
  return target.step === "release phase" ? lookAtRelease(look) : lookAtDynos(look);
}

/** When a target that nothing is heard of is given up, as a time in ms; null when it is not moving. */
export function deadlineOf(
  { step, sent_at, released_at, upstream_id }: PromotionTargetRow,
  limits: RunLimits,
) {
  const sent = Date.parse(sent_at ?? "");
  // Without an answer upstream is asked again and again, until its releases tell.
  if (step === "sending") return sent + (upstream_id ? limits.appearMs : limits.releasePhaseMs);
  if (step === "release phase") return sent + limits.releasePhaseMs;
  if (step === "dynos") return Date.parse(released_at ?? sent_at ?? "") + limits.dynosMs;
  return null;
}

/** Upstream accepted the promotion: its target has a release a moment later, or an error. */
async function lookAtPromotion({ heroku, promotion, target }: Look): Promise<boolean> {
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

/** The call was not answered: the target's releases tell whether it was carried out. It is never sent again. */
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

async function lookAtRelease({ heroku, target }: Look): Promise<boolean> {
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
