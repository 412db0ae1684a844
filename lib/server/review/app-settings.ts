import type { AppSettings } from "@/lib/schemas/review";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { repositoriesOf, saveAppSettings } from "@/lib/server/store/app-settings";

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
