import { type Kysely, sql } from "kysely";
import { addSessions } from "./migrations/0001-sessions";
import { addCancellations } from "./migrations/0002-cancellations";
import { addAttempts } from "./migrations/0003-attempts";
import { addPromotions } from "./migrations/0004-promotions";
import { addHolds } from "./migrations/0005-holds";
import { addAppSettings } from "./migrations/0006-app-settings";
import { addSlugUploads } from "./migrations/0007-slug-uploads";
import { addScreens } from "./migrations/0008-screens";
import { addWebhooks } from "./migrations/0010-webhooks";
import { addWatchTables } from "./migrations/0011-watch";
import { addServers } from "./migrations/0012-servers";
import type { Tables } from "./tables";

type Migration = { name: string; up: (db: Kysely<Tables>) => Promise<void> };

/** In order of application. A released migration is never changed. Number 0009 was never used. */
const migrations: Migration[] = [
  { name: "0001-sessions", up: addSessions },
  { name: "0002-cancellations", up: addCancellations },
  { name: "0003-attempts", up: addAttempts },
  { name: "0004-promotions", up: addPromotions },
  { name: "0005-holds", up: addHolds },
  { name: "0006-app-settings", up: addAppSettings },
  { name: "0007-slug-uploads", up: addSlugUploads },
  { name: "0008-screens", up: addScreens },
  { name: "0010-webhooks", up: addWebhooks },
  { name: "0011-watch", up: addWatchTables },
  { name: "0012-servers", up: addServers },
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
