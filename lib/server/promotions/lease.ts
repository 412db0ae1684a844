import "server-only";
import { serverId } from "@/lib/server/process/server-id";
import { db, store } from "@/lib/server/store/db";

/**
 * Says that this server carries a promotion out, for `ms`. False: it is over, or another server says so. SQLite has
 * one server: what another run of it said is over.
 */
export async function takeLease(promotion: string, ms: number): Promise<boolean> {
  const now = Date.now();
  const query = db()
    .updateTable("promotions")
    .set({ lease_owner: serverId(), lease_until: new Date(now + ms).toISOString() })
    .where("id", "=", promotion)
    .where("status", "=", "pending");
  const free = query.where((is) =>
    is.or([
      is("lease_owner", "is", null),
      is("lease_owner", "=", serverId()),
      is("lease_until", "<", new Date(now).toISOString()),
    ]),
  );
  const result = await (store().engine === "sqlite" ? query : free).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Lets another server go on with a promotion at once. */
export async function dropLease(promotion: string): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ lease_owner: null, lease_until: null })
    .where("id", "=", promotion)
    .where("lease_owner", "=", serverId())
    .execute();
}
