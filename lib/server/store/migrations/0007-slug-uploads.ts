import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

export async function addSlugUploads(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("slug_uploads")
    .addColumn("slug_id", "text", (column) => column.primaryKey())
    .addColumn("app_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("put_url", "text", (column) => column.notNull())
    .addColumn("checksum", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
}
