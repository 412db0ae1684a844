import type { Transaction } from "kysely";
import { settleTarget } from "@/local-platform/engine/promoter/settle-target";
import type { Tables } from "@/local-platform/store/tables";

const said = { failed: "release command failed", expired: "release expired" };

/** Fails a release and the promotion target that waits for it, in the caller's transaction. */
export async function failRelease(
  trx: Transaction<Tables>,
  releaseId: string,
  status: "failed" | "expired",
  time: string,
): Promise<void> {
  await trx.updateTable("releases").set({ status, updated_at: time }).where("id", "=", releaseId).execute();
  await settleTarget(trx, releaseId, said[status], time);
}
