import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { AppSummary } from "@/lib/schemas/summary";
import { NOW } from "./servers";
import type { Tables } from "./tables";

type Db = Kysely<Tables>;

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
