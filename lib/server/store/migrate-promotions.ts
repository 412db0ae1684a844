import { type ColumnDataType, type Kysely, sql } from "kysely";
import type { Tables } from "./tables";

type Columns = { required?: string[]; optional?: string[]; numbers?: string[]; counts?: string[] };

/** Creates a table of `text` columns, except `numbers` (nullable integers) and `counts` (integers). */
export async function createTable(
  db: Kysely<Tables>,
  name: string,
  { required = [], optional = [], numbers = [], counts = [] }: Columns,
): Promise<void> {
  const integer: ColumnDataType = "integer";
  let table = db.schema.createTable(name).addColumn("id", "text", (column) => column.primaryKey());
  for (const column of required) table = table.addColumn(column, "text", (build) => build.notNull());
  for (const column of optional) table = table.addColumn(column, "text");
  for (const column of numbers) table = table.addColumn(column, integer);
  for (const column of counts) table = table.addColumn(column, integer, (build) => build.notNull());
  await table.execute();
}

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
