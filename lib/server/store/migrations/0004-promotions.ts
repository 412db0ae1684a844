import type { Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";
import { createTable } from "./create-table";

export async function addPromotions(db: Kysely<Tables>): Promise<void> {
  await createTable(db, "promotions", {
    required: [
      "kind",
      "source_app_id",
      "source_app_name",
      "source_release_id",
      "send_order",
      "status",
    ].concat(["outcome", "user_id", "email", "grant_id", "created_at", "updated_at"]),
    optional: ["of_id", "pipeline_id", "pipeline_name", "source_slug_id", "source_artifacts"].concat(
      ["source_commit", "source_description", "note", "override", "stop_asked_at"],
      ["lease_owner", "lease_until", "finished_at"],
    ),
    counts: ["source_version"],
  });
  await db.schema.createIndex("promotions_by_time").on("promotions").columns(["created_at", "id"]).execute();
  await createTable(db, "promotion_targets", {
    required: ["promotion_id", "app_id", "app_name", "step"],
    optional: [
      "stage",
      "region",
      "expected_current",
      "error_message",
      "previous_id",
      "previous_commit",
    ].concat(
      [
        "back_to_id",
        "back_to_slug_id",
        "back_to_artifacts",
        "attempt_id",
        "upstream_id",
        "release_id",
        "release_status",
        "dynos",
        "slipped_in",
      ],
      ["sent_at", "released_at", "finished_at", "seen_at"],
    ),
    numbers: ["previous_version", "back_to_version", "newest_version", "release_version"],
    counts: ["position", "release_phase"],
  });
  for (const column of ["promotion_id", "app_id"]) {
    await db.schema
      .createIndex(`promotion_targets_by_${column}`)
      .on("promotion_targets")
      .column(column)
      .execute();
  }
}
