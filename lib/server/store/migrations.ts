import { type Kysely, sql } from "kysely";
import { addAttempts, addHolds, addPromotions } from "./migrate-promotions";
import { addScreens } from "./migrate-screens";
import { addAppSettings, addSlugUploads } from "./migrate-slugs";
import { addWatch } from "./migrate-watch";
import { addWebhooks } from "./migrate-webhooks";
import type { Tables } from "./tables";

type Migration = { name: string; up: (db: Kysely<Tables>) => Promise<void> };

/** In order of application. A released migration is never changed. */
const migrations: Migration[] = [
  {
    name: "0001-sessions",
    up: async (db) => {
      await db.schema
        .createTable("users")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("email", "text", (column) => column.notNull())
        .addColumn("name", "text")
        .addColumn("created_at", "text", (column) => column.notNull())
        .addColumn("updated_at", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("grants")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
        .addColumn("scope", "text", (column) => column.notNull())
        .addColumn("access_token", "text", (column) => column.notNull())
        .addColumn("refresh_token", "text")
        .addColumn("access_expires_at", "text")
        .addColumn("created_at", "text", (column) => column.notNull())
        .addColumn("updated_at", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("sessions")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
        .addColumn("grant_id", "text", (column) => column.notNull().references("grants.id"))
        .addColumn("created_at", "text", (column) => column.notNull())
        .addColumn("last_seen_at", "text", (column) => column.notNull())
        .addColumn("expires_at", "text", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("sessions_by_grant").on("sessions").column("grant_id").execute();
    },
  },
  {
    name: "0002-cancellations",
    up: async (db) => {
      await db.schema
        .createTable("cancellations")
        .addColumn("build_id", "text", (column) => column.primaryKey())
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("email", "text", (column) => column.notNull())
        .addColumn("at", "text", (column) => column.notNull())
        .execute();
    },
  },
  { name: "0003-attempts", up: addAttempts },
  { name: "0004-promotions", up: addPromotions },
  { name: "0005-holds", up: addHolds },
  { name: "0006-app-settings", up: addAppSettings },
  { name: "0007-slug-uploads", up: addSlugUploads },
  { name: "0008-screens", up: addScreens },
  { name: "0010-webhooks", up: addWebhooks },
  { name: "0011-watch", up: addWatch },
];

const LOCK = 7_547_929;

/** Applies all pending migrations in one transaction. On PostgreSQL a lock lets several servers start at once. */
export async function migrate(
  db: Kysely<Tables>,
  engine: "sqlite" | "postgres",
  now: () => Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (engine === "postgres") await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
    await trx.schema
      .createTable("migrations")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("applied_at", "text", (column) => column.notNull())
      .execute();
    await trx.schema
      .createTable("meta")
      .ifNotExists()
      .addColumn("key", "text", (column) => column.primaryKey())
      .addColumn("value", "text", (column) => column.notNull())
      .execute();
    const applied = new Set(
      (await trx.selectFrom("migrations").select("name").execute()).map((row) => row.name),
    );
    for (const migration of migrations.filter(({ name }) => !applied.has(name))) {
      await migration.up(trx);
      await trx
        .insertInto("migrations")
        .values({ name: migration.name, applied_at: now().toISOString() })
        .execute();
    }
  });
}
