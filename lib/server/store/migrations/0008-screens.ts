import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";
import { createTable } from "./create-table";

export async function addScreens(db: Kysely<Tables>): Promise<void> {
  await createTable(db, "screens", {
    required: ["name", "device_id", "layout", "user_id", "email", "created_at"],
    optional: ["last_seen_at", "identify_until", "broadcast", "broadcast_until"],
  });
  await db.schema.createIndex("screens_by_device").unique().on("screens").column("device_id").execute();
  await createTable(db, "screen_backers", {
    required: ["screen_id", "grant_id", "via", "user_id", "email", "created_at"],
    optional: ["ended_at"],
  });
  for (const column of ["screen_id", "grant_id"]) {
    await db.schema.createIndex(`screen_backers_by_${column}`).on("screen_backers").column(column).execute();
  }
  await createTable(db, "pairings", {
    required: ["code", "issued_at", "expires_at"],
    counts: ["removed"],
  });
  await db.schema.createIndex("pairings_by_code").on("pairings").column("code").execute();
  await createTable(db, "screen_consents", {
    required: ["session_id", "verifier", "errand", "expires_at"],
  });
  await createTable(db, "screen_links", {
    required: ["screen_id", "user_id", "email", "expires_at"],
  });
}
