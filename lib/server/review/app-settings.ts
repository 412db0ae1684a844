import type { AppSettings } from "@/lib/schemas/review";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { db } from "@/lib/server/store/db";

/** Returns the settings that users made for an app. Throws `not_found` without access to the app. */
export async function readAppSettings(heroku: Heroku, app: string): Promise<AppSettings> {
  const { id } = await getApp(heroku, app);
  return { repository: (await repositoriesOf([id])).get(id) ?? null };
}

/** Changes the settings. Requires more than read access to the app: the right to read its config vars. */
export async function changeAppSettings(
  heroku: Heroku,
  app: string,
  settings: AppSettings,
  now = new Date(),
): Promise<AppSettings> {
  const [{ id }] = await Promise.all([getApp(heroku, app), listConfigVarNames(heroku, app)]);
  await saveAppSettings(id, settings, { userId: heroku.grant.accountId, at: now });
  return settings;
}

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
async function saveAppSettings(
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
