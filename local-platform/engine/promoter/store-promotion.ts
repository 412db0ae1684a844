import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { PromotionRow, PromotionTargetRow } from "@/local-platform/store/pipeline-tables";
import type { ReleaseRow, Tables } from "@/local-platform/store/tables";

type PromotionOrder = {
  pipelineId: string;
  userId: string;
  source: { app: { id: string; name: string }; release: ReleaseRow };
  /** `refusal`: why the target cannot be released; null if it can. */
  targets: { appId: string; refusal: string | null }[];
};

/**
 * Stores a promotion and its pending targets, and runs `alongside` in the same transaction. The engine
 * carries it out.
 */
export async function storePromotion(
  context: Context,
  order: PromotionOrder,
  alongside?: (trx: Transaction<Tables>, promotion: PromotionRow) => Promise<void>,
): Promise<PromotionRow> {
  const { db, newId, now } = context;
  const { app, release } = order.source;
  const promotion: PromotionRow = {
    id: newId(),
    pipeline_id: order.pipelineId,
    user_id: order.userId,
    source_app_id: app.id,
    source_release_id: release.id,
    slug_id: release.slug_id,
    image_id: release.image_id,
    description: `Promote ${app.name} v${release.version}${await commitOf(context, release)}`,
    status: "pending",
    created_at: now().toISOString(),
    updated_at: null,
  };
  const targets: PromotionTargetRow[] = order.targets.map(({ appId, refusal }, position) => ({
    id: newId(),
    promotion_id: promotion.id,
    position,
    app_id: appId,
    release_id: null,
    status: "pending",
    error_message: refusal,
  }));
  await db.transaction().execute(async (trx) => {
    await trx.insertInto("promotions").values(promotion).execute();
    await trx.insertInto("promotion_targets").values(targets).execute();
    await alongside?.(trx, promotion);
  });
  return promotion;
}

/** " cb6999d", or an empty string if the source of the code is unknown. */
async function commitOf({ db }: Context, { slug_id, image_id }: ReleaseRow): Promise<string> {
  const slug = await db.selectFrom("slugs").select("commit").where("id", "=", slug_id).executeTakeFirst();
  const image = await db
    .selectFrom("oci_images")
    .select("commit")
    .where("id", "=", image_id)
    .executeTakeFirst();
  const commit = slug?.commit ?? image?.commit;
  return commit ? ` ${commit.slice(0, 7)}` : "";
}

/**
 * Stores the outcome of a release's promotion target, in the transaction that stores the outcome of the
 * release. `error` is null if it succeeded.
 */
export async function settleTarget(
  trx: Transaction<Tables>,
  releaseId: string,
  error: string | null,
  time: string,
): Promise<void> {
  const target = await trx
    .selectFrom("promotion_targets")
    .select(["id", "promotion_id"])
    .where("release_id", "=", releaseId)
    .where("status", "=", "pending")
    .executeTakeFirst();
  if (target) await endTarget(trx, target, error, time);
}

/** Stores the outcome of a target; the last one completes the promotion. */
export async function endTarget(
  trx: Transaction<Tables>,
  target: { id: string; promotion_id: string },
  error: string | null,
  time: string,
): Promise<void> {
  await trx
    .updateTable("promotion_targets")
    .set({ status: error === null ? "succeeded" : "failed", error_message: error })
    .where("id", "=", target.id)
    .execute();
  const open = await trx
    .selectFrom("promotion_targets")
    .select("id")
    .where("promotion_id", "=", target.promotion_id)
    .where("status", "=", "pending")
    .executeTakeFirst();
  if (open) return;
  await trx
    .updateTable("promotions")
    .set({ status: "completed", updated_at: time })
    .where("id", "=", target.promotion_id)
    .execute();
}
