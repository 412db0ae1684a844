import "server-only";
import { z } from "zod";
import { UpstreamPromotion } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import { touchApp } from "@/lib/server/changes";
import type { Heroku } from "@/lib/server/heroku/client";
import { log } from "@/lib/server/log/log";
import type { AttemptRow, PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { postRelease } from "../heroku/releases";
import type { Actor } from "./actor";
import type { Db, Kind } from "./attempts";
import type { SendLimits } from "./limits";
import { deletePromotion, insertPromotion, type StoredPromotion, updateTarget } from "./promotion-store";
import { sendOnce } from "./send-once";
import { foundRelease } from "./store-release";

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
export function goesInOneCall({ kind, pipeline_id, send_order }: Route): boolean {
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
    pinned: {
      ...(promotion.kind === "put back" ? backTo(first) : goesOut(promotion)),
      promotion_id: promotion.id,
    },
    newest: new Map(targets.map((target) => [target.app_id, target.newest_version ?? 0])),
    limits,
    alongside: store,
    call: () => callFor(sending),
  });
  for (const { app_id } of targets) touchApp(app_id);
  if ("unanswered" in sent) return;
  try {
    await note(sending, sent.answer);
  } catch (error) {
    // The call was sent even if storing its response fails: the target's releases show the result.
    log.warn({ err: String(error), promotion: promotion.id }, "The answer to a promotion was not noted");
  }
}

async function note({ heroku, promotion, targets }: Sending, answer: Answer): Promise<void> {
  const [first] = targets;
  if ("release" in answer) {
    if (first) await foundRelease(heroku, promotion, first, answer.release);
    return;
  }
  for (const { id } of targets) await updateTarget(id, { upstream_id: answer.promotion });
}

function goesOut({ source_slug_id, source_artifacts }: PromotionRow) {
  return { slug_id: source_slug_id, artifacts: source_artifacts, back_to_version: null };
}

function backTo(target: PromotionTargetRow | undefined) {
  return {
    slug_id: target?.back_to_slug_id ?? null,
    artifacts: target?.back_to_artifacts ?? null,
    back_to_version: target?.back_to_version ?? null,
  };
}

type Answer = { release: Release } | { promotion: string };

async function callFor({ heroku, promotion, targets, twoFactorCode }: Sending): Promise<Answer> {
  const { kind, pipeline_id, source_app_id, source_release_id, source_slug_id } = promotion;
  const [target] = targets;
  if (kind === "promotion" && pipeline_id !== null) {
    const body = {
      pipeline: { id: pipeline_id },
      source: { app: { id: source_app_id }, release: { id: source_release_id } },
      targets: targets.map(({ app_id }) => ({ app: { id: app_id } })),
    };
    const call = { body, schema: UpstreamPromotion, twoFactorCode };
    return { promotion: (await heroku.request("createPromotion", call)).data.id };
  }
  const body =
    kind === "put back"
      ? { release: target?.back_to_id ?? "" }
      : { slug: source_slug_id ?? "", description: sentence(promotion) };
  return { release: await postRelease(heroku, target?.app_id ?? "", body, twoFactorCode) };
}

/** Returns the description of the release, as Heroku words it for a pipeline promotion. */
function sentence({ source_app_name, source_version, source_commit }: PromotionRow): string {
  return `Promote ${source_app_name} v${source_version}${source_commit ? ` ${source_commit.slice(0, 7)}` : ""}`;
}

/**
 * Pre-authorizes later calls to these apps with a two-factor code, as far as upstream supports it. The code is never
 * stored, so targets that are sent later have no other way.
 */
async function preAuthorize(heroku: Heroku, apps: readonly string[], twoFactorCode: string): Promise<void> {
  await Promise.allSettled(
    apps.map((app) =>
      heroku.request("preAuthorize", { params: { app }, schema: z.unknown(), twoFactorCode }),
    ),
  );
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
