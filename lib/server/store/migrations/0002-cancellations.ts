import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

export async function addCancellations(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("cancellations")
    .addColumn("build_id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
}
