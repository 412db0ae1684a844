import "server-only";
import { db } from "./db";

/** Returns those of these releases that failed in a promotion made with Slipway. */
export async function failedReleases(ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db()
    .selectFrom("promotion_targets")
    .select("release_id")
    .where("release_id", "in", ids)
    .where("release_status", "=", "failed")
    .execute();
  return new Set(rows.flatMap(({ release_id }) => release_id ?? []));
}
