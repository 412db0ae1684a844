import "server-only";
import type { AppSettings } from "@/lib/schemas/review";
import { db } from "./db";

/** Returns the repositories set by users, by app id. */
export async function repositoriesOf(appIds: string[]): Promise<Map<string, string>> {
  if (appIds.length === 0) return new Map();
  const rows = await db()
    .selectFrom("app_settings")
    .select(["app_id", "repository"])
    .where("app_id", "in", appIds)
    .execute();
  return new Map(rows.flatMap((row) => (row.repository === null ? [] : [[row.app_id, row.repository]])));
}

/** Stores the settings of an app, replacing the previous ones. */
export async function saveAppSettings(
  appId: string,
  { repository }: AppSettings,
  by: { userId: string; at: Date },
): Promise<void> {
  const facts = { repository, user_id: by.userId, updated_at: by.at.toISOString() };
  await db()
    .insertInto("app_settings")
    .values({ app_id: appId, ...facts })
    .onConflict((conflict) => conflict.column("app_id").doUpdateSet(facts))
    .execute();
}
