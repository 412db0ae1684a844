import "server-only";
import { serverId } from "@/lib/server/process/server-id";
import { db, store } from "@/lib/server/store/db";

/**
 * Acquires or renews this server's lease of a promotion for `ms`. Returns false if the promotion has ended or another
 * server holds the lease. With SQLite there is one server, so leases of its earlier runs are void.
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

/** Releases the lease, so that another server can continue the promotion immediately. */
export async function dropLease(promotion: string): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ lease_owner: null, lease_until: null })
    .where("id", "=", promotion)
    .where("lease_owner", "=", serverId())
    .execute();
}
