import "server-only";
import type { User } from "@/lib/schemas/common";
import { db } from "./db";

/** Records the user who cancelled a build, which upstream reports only as failed. */
export async function recordCancellation(buildId: string, by: User): Promise<void> {
  if (by.id === null || by.email === null) return;
  await db()
    .insertInto("cancellations")
    .values({ build_id: buildId, user_id: by.id, email: by.email, at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column("build_id").doNothing())
    .execute();
}

/** Returns the users who cancelled these builds, by build id. */
export async function cancelersOf(buildIds: string[]): Promise<Map<string, User>> {
  if (buildIds.length === 0) return new Map();
  const rows = await db()
    .selectFrom("cancellations")
    .select(["build_id", "user_id", "email"])
    .where("build_id", "in", buildIds)
    .execute();
  return new Map(rows.map((row) => [row.build_id, { id: row.user_id, email: row.email }]));
}
