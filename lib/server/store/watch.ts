import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { AppSummary } from "@/lib/schemas/summary";
import type { Tables } from "./tables";

type Db = Kysely<Tables>;

const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Takes or renews the leases of these apps for `ms`. Returns the apps whose lease `owner` now has. */
export async function takeLeases(db: Db, apps: string[], owner: string, ms: number): Promise<string[]> {
  if (apps.length === 0) return [];
  const until = sql<number>`${NOW} + ${ms}::bigint`;
  const rows = await db
    .insertInto("watch_leases")
    // Sorted, so that servers that take the same leases at the same time do not deadlock.
    .values([...apps].sort().map((app_id) => ({ app_id, owner, until })))
    .onConflict((conflict) =>
      conflict
        .column("app_id")
        .doUpdateSet({ owner, until })
        .where((is) => is.or([is("watch_leases.owner", "=", owner), is("watch_leases.until", "<", NOW)])),
    )
    .returning("app_id")
    .execute();
  return rows.map(({ app_id }) => app_id);
}

/** Deletes the leases of `owner`, except those of `keep`. */
export async function dropLeases(db: Db, owner: string, keep: string[]): Promise<void> {
  const own = db.deleteFrom("watch_leases").where("owner", "=", owner);
  await (keep.length > 0 ? own.where("app_id", "not in", keep) : own).execute();
}

export async function storeSummary(db: Db, summary: AppSummary): Promise<void> {
  const row = { summary: JSON.stringify(summary), stored: NOW };
  await db
    .insertInto("watch_summaries")
    .values({ app_id: summary.app.id, ...row })
    .onConflict((conflict) => conflict.column("app_id").doUpdateSet(row))
    .execute();
}

const Row = z.object({
  summary: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(AppSummary),
  age: z.number(),
});

/** Returns the stored summaries of these apps and their ages in ms. */
export async function storedSummaries(
  db: Db,
  apps: string[],
): Promise<{ summary: AppSummary; age: number }[]> {
  if (apps.length === 0) return [];
  const rows = await db
    .selectFrom("watch_summaries")
    .select(["summary", sql<number>`(${NOW} - stored)::float8`.as("age")])
    .where("app_id", "in", apps)
    .execute();
  // Another version of the server may have stored another shape.
  return rows.flatMap((row) => Row.safeParse(row).data ?? []);
}

/** Deletes summaries that are older than `ms`. */
export async function forgetSummaries(db: Db, ms: number): Promise<void> {
  await db.deleteFrom("watch_summaries").where("stored", "<", sql<number>`${NOW} - ${ms}::bigint`).execute();
}

/** Notifies every server that listens to the channel. At most 8,000 bytes. */
export async function notify(db: Db, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db);
}
