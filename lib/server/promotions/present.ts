import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Actor } from "./actor";
import { readPromotion, rollbacksOf, type StoredPromotion } from "./promotion-store";

const Dynos = PromotionTarget.shape.dynos;
const SlippedIn = PromotionTarget.shape.slipped_in;

/** The name shown to viewers whose account cannot read the app. */
const HIDDEN = "hidden app";

/**
 * Returns promotions as a viewer may see them. `canRead` returns true if the viewer's account can read an app (by id);
 * `viewer` is the account's id, or null for a screen.
 */
export async function present(
  stored: readonly StoredPromotion[],
  canRead: (app: string) => boolean,
  viewer: string | null,
): Promise<Promotion[]> {
  const rollbacks = await rollbacksOf(stored.map(({ promotion }) => promotion.id));
  return stored.map(({ promotion, targets }) => ({
    ...presentPromotion(promotion, canRead(promotion.source_app_id) || promotion.user_id === viewer),
    put_back: rollbacks.get(promotion.id) ?? null,
    targets: targets.map((target) =>
      presentTarget(target, canRead(target.app_id), promotion.user_id === viewer),
    ),
  }));
}

/** Returns a promotion to the user who started it. Throws `conflict` when the id belongs to another user's. */
export async function presentOwn(id: string, { user }: Pick<Actor, "user">): Promise<Promotion> {
  const stored = await readPromotion(id);
  if (stored?.promotion.user_id !== user.id) {
    throw new SlipwayError("conflict", { detail: "There is another promotion with this id." });
  }
  const [promotion] = await present([stored], () => true, user.id);
  if (!promotion) throw new SlipwayError("internal");
  return promotion;
}

function presentPromotion(row: PromotionRow, showsSource: boolean): Omit<Promotion, "targets" | "put_back"> {
  const { pipeline_id, source_slug_id } = row;
  return {
    id: row.id,
    kind: row.kind,
    of: row.of_id,
    pipeline: pipeline_id ? { id: pipeline_id, name: row.pipeline_name ?? "" } : null,
    source: {
      app: { id: row.source_app_id, name: showsSource ? row.source_app_name : HIDDEN },
      release: { id: row.source_release_id, version: row.source_version },
      slug: source_slug_id ? { id: source_slug_id } : null,
      commit: showsSource ? row.source_commit : null,
      description: showsSource ? row.source_description : null,
    },
    order: row.send_order,
    note: row.note,
    status: row.status,
    outcome: row.outcome,
    user: { id: row.user_id, email: row.email },
    override: row.override,
    created_at: row.created_at,
    updated_at: row.updated_at,
    finished_at: row.finished_at,
  };
}

/** `isOwn`: true if the viewer started the promotion, and so could read the app then. */
function presentTarget(row: PromotionTargetRow, isReadable: boolean, isOwn: boolean): PromotionTarget {
  const { id, app_id, stage, step, sent_at, released_at, finished_at, seen_at } = row;
  const common = { id, stage, step, status: statusOf(row), sent_at, released_at, finished_at, seen_at };
  if (!isReadable) {
    return {
      ...common,
      ...hidden,
      app: isOwn ? { id: app_id, name: row.app_name, gone: true } : { id: app_id, name: null },
    };
  }
  const { previous_id, previous_version, release_id, release_version, newest_version } = row;
  return {
    ...common,
    app: { id: app_id, name: row.app_name },
    region: row.region,
    error_message: row.error_message,
    previous:
      previous_id !== null && previous_version !== null
        ? { id: previous_id, version: previous_version, commit: row.previous_commit }
        : null,
    expected_version: newest_version === null ? null : newest_version + 1,
    release:
      release_id !== null && release_version !== null
        ? {
            id: release_id,
            version: release_version,
            release_phase: row.release_phase === 1,
            status: row.release_status ?? "unknown",
          }
        : null,
    dynos: parsed(Dynos, row.dynos, null),
    slipped_in: parsed(SlippedIn, row.slipped_in, []),
  };
}

const hidden = {
  region: null,
  error_message: null,
  previous: null,
  expected_version: null,
  release: null,
  dynos: null,
  slipped_in: [],
};

/** Returns the Platform API's status, which covers neither dynos nor targets that were never sent. */
function statusOf({ step, release_status }: PromotionTargetRow): PromotionTarget["status"] {
  if (step === "failed") return "failed";
  return release_status === "succeeded" ? "succeeded" : "pending";
}

function parsed<T extends z.ZodType>(schema: T, json: string | null, otherwise: z.infer<T>): z.infer<T> {
  return json === null ? otherwise : schema.parse(JSON.parse(json));
}
