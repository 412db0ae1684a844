import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Release } from "@/lib/schemas/release";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { postPromotion, preAuthorize } from "@/lib/server/heroku/promotions";
import { postRelease } from "@/lib/server/heroku/releases";
import { log } from "@/lib/server/log/log";
import type { AttemptRow, PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Actor } from "./actor";
import type { Db, Kind, Pinned } from "./attempts";
import type { SendLimits } from "./limits";
import { deletePromotion, insertPromotion, type StoredPromotion, updateTarget } from "./promotion-store";
import { sendOnce } from "./send-once";
import { storeRelease } from "./store-release";

type Sending = {
  heroku: Heroku;
  promotion: PromotionRow;
  /** The rows to store with the intent: step `sending`, their attempts, their newest versions. */
  targets: readonly PromotionTargetRow[];
  claims: readonly AttemptRow[];
  limits: SendLimits;
  twoFactorCode?: string | undefined;
  store: (trx: Db) => Promise<void>;
};

type Route = Pick<PromotionRow, "kind" | "pipeline_id" | "send_order">;

/** Returns true if one upstream call promotes all targets, as in a pipeline. */
export function isOneCall({ kind, pipeline_id, send_order }: Route): boolean {
  return kind === "promotion" && pipeline_id !== null && send_order === "together";
}

export function kindOf({ kind, pipeline_id }: Pick<Route, "kind" | "pipeline_id">): Kind {
  if (kind === "put back") return "rollback";
  return pipeline_id === null ? "slug" : "promotion";
}

/** Returns a target in the step `sending`. */
export function asSending(
  target: PromotionTargetRow,
  claim: AttemptRow,
  newest: number | null,
): PromotionTargetRow {
  const sentAt = new Date().toISOString();
  return { ...target, step: "sending", attempt_id: claim.id, newest_version: newest, sent_at: sentAt };
}

/**
 * Sends targets in one upstream call and stores the response. Without a response they stay at `sending`, and the run of
 * the promotion resolves them. Throws upstream's error when it rejects the call; then nothing was created.
 */
export async function sendTargets(sending: Sending): Promise<void> {
  const { heroku, promotion, targets, claims, limits, store } = sending;
  const [first] = targets;
  const sent = await sendOnce<Answer>({
    heroku,
    attempts: claims,
    pinned: pinnedOf(promotion, first),
    newest: new Map(targets.map((target) => [target.app_id, target.newest_version ?? 0])),
    limits,
    store,
    call: () => callUpstream(sending),
  });
  for (const { app_id } of targets) touchApp(app_id);
  if ("unanswered" in sent) return;
  try {
    await storeAnswer(sending, sent.answer);
  } catch (error) {
    // The call was sent even if storing its response fails: the target's releases show the result.
    log.warn({ err: String(error), promotion: promotion.id }, "Storing the response to a promotion failed");
  }
}

async function storeAnswer({ heroku, promotion, targets }: Sending, answer: Answer): Promise<void> {
  const [first] = targets;
  if ("release" in answer) {
    if (first) await storeRelease(heroku, promotion, first, answer.release);
    return;
  }
  for (const { id } of targets) await updateTarget(id, { upstream_id: answer.promotion });
}

/** Returns what a call releases on its first target. */
function pinnedOf(promotion: PromotionRow, target: PromotionTargetRow | undefined): Pinned {
  const { id, kind, source_slug_id, source_artifacts } = promotion;
  if (kind === "promotion") {
    return { slug_id: source_slug_id, artifacts: source_artifacts, back_to_version: null, promotion_id: id };
  }
  return {
    slug_id: target?.back_to_slug_id ?? null,
    artifacts: target?.back_to_artifacts ?? null,
    back_to_version: target?.back_to_version ?? null,
    promotion_id: id,
  };
}

type Answer = { release: Release } | { promotion: string };

async function callUpstream({ heroku, promotion, targets, twoFactorCode }: Sending): Promise<Answer> {
  const { kind, pipeline_id, source_app_id, source_release_id, source_slug_id } = promotion;
  if (kind === "promotion" && pipeline_id !== null) {
    const order = {
      pipeline: pipeline_id,
      source: { app: source_app_id, release: source_release_id },
      targets: targets.map(({ app_id }) => app_id),
    };
    return { promotion: await postPromotion(heroku, order, twoFactorCode) };
  }
  const [target] = targets;
  const released = kind === "promotion" ? source_slug_id : target?.back_to_id;
  if (!target || !released) throw new SlipwayError("internal");
  const body =
    kind === "promotion" ? { slug: released, description: descriptionOf(promotion) } : { release: released };
  return { release: await postRelease(heroku, target.app_id, body, twoFactorCode) };
}

/** Returns the description of the release, as Heroku words it for a pipeline promotion. */
function descriptionOf({ source_app_name, source_version, source_commit }: PromotionRow): string {
  return `Promote ${source_app_name} v${source_version}${source_commit ? ` ${source_commit.slice(0, 7)}` : ""}`;
}

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
  // The code is not stored, so it is used for the later calls now.
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
