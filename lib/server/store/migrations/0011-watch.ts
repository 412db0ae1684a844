import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

/** The leases of watched apps and the last summary of each, shared among servers. Used on PostgreSQL only. */
export async function addWatchTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("watch_leases")
    .addColumn("app_id", "text", (column) => column.primaryKey())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("until", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("watch_summaries")
    .addColumn("app_id", "text", (column) => column.primaryKey())
    .addColumn("summary", "text", (column) => column.notNull())
    .addColumn("stored", "bigint", (column) => column.notNull())
    .execute();
}
