import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";
import { createTable } from "./create-table";

export async function addHolds(db: Kysely<Tables>): Promise<void> {
  await createTable(db, "holds", {
    required: ["kind", "app_id", "app_name", "reason", "user_id", "email", "created_at"],
    optional: ["slug_id", "expires_at", "lifted_at", "lifted_by_id", "lifted_by_email"],
    counts: ["after_version"],
  });
  await db.schema.createIndex("holds_by_app").on("holds").column("app_id").execute();
  await db.schema.createIndex("holds_by_slug").on("holds").column("slug_id").execute();
  await createTable(db, "overrides", {
    required: ["hold_id", "app_id", "reason", "user_id", "email", "at"],
    optional: ["build_id", "release_id"],
  });
  await db.schema.createIndex("overrides_by_app").on("overrides").column("app_id").execute();
}
