import { type Kysely, sql } from "kysely";
import type { Tables } from "@/lib/server/store/tables";
import { createTable } from "./create-table";

/** An app has at most one open attempt across all servers: the unique index serves as the app's lock. */
export async function addAttempts(db: Kysely<Tables>): Promise<void> {
  await createTable(db, "attempts", {
    required: [
      "call_id",
      "app_id",
      "state",
      "kind",
      "user_id",
      "email",
      "grant_id",
      "server_id",
      "created_at",
    ],
    optional: ["slug_id", "artifacts", "promotion_id", "release_id", "sent_at", "ended_at"],
    numbers: ["back_to_version", "newest_version", "release_version"],
  });
  await db.schema
    .createIndex("attempts_open")
    .unique()
    .on("attempts")
    .column("app_id")
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema.createIndex("attempts_by_app").on("attempts").columns(["app_id", "created_at"]).execute();
}
