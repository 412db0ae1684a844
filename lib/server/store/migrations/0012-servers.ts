import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

/**
 * The servers that share a PostgreSQL, and their messages to each other. Replaces the leases of apps and promotions: who
 * works on one is alive as long as its server is. Also renames a column of `screen_consents`.
 */
export async function addServers(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("servers")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("seen", "bigint", (column) => column.notNull())
    .addColumn("apps", "text", (column) => column.notNull())
    .addColumn("apps_version", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("notices")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("sent", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("notices_sent").on("notices").column("sent").execute();
  await db.schema.dropTable("watch_leases").execute();
  await db.schema.alterTable("promotions").renameColumn("lease_owner", "server_id").execute();
  await db.schema.alterTable("promotions").dropColumn("lease_until").execute();
  await db.schema.alterTable("screen_consents").renameColumn("errand", "action").execute();
}
