import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

export async function addWebhooks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable("webhooks")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("app_id", "text", (column) => column.notNull().unique())
    .addColumn("upstream_id", "text")
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("level", "text", (column) => column.notNull())
    .addColumn("created_by", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_delivery_at", "text")
    .addColumn("doubted_at", "text")
    .execute();
  await db.schema
    .createTable("webhook_events")
    .addColumn("event_id", "text", (column) => column.notNull())
    .addColumn("webhook_id", "text", (column) =>
      column.notNull().references("webhooks.id").onDelete("cascade"),
    )
    .addColumn("resource_id", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("webhook_events_once", ["webhook_id", "event_id"])
    .execute();
  await db.schema
    .createIndex("webhook_events_by_resource")
    .on("webhook_events")
    .columns(["webhook_id", "resource_id"])
    .execute();
  await db.schema.createIndex("webhook_events_by_age").on("webhook_events").column("received_at").execute();
}
