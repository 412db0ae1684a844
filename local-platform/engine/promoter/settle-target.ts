import type { Transaction } from "kysely";
import type { Tables } from "@/local-platform/store/tables";

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
