import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

export async function addAppSettings(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("app_settings")
    .addColumn("app_id", "text", (column) => column.primaryKey())
    .addColumn("repository", "text")
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .execute();
}
