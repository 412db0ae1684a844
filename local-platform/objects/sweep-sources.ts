import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context";

/** Deletes sources a while after their URLs expired: a queued build may still need its source. */
export async function sweepSources(context: Context): Promise<void> {
  const { db, dataDir, limits } = context;
  const before = new Date(context.now().getTime() - limits.sourceUrlMs - limits.buildMs).toISOString();
  const stale = await db
    .selectFrom("sources")
    .select(["id", "key"])
    .where("expires_at", "<", before)
    .execute();
  for (const { id, key } of stale) {
    await rm(join(dataDir, "blobs", key), { force: true });
    await db.deleteFrom("sources").where("id", "=", id).execute();
  }
}
