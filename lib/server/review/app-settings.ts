import type { AppSettings } from "@/lib/schemas/review";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { repositoriesOf, saveAppSettings } from "@/lib/server/store/app-settings";

/** What people told about an app, for whoever may see it. */
export async function readAppSettings(heroku: Heroku, app: string): Promise<AppSettings> {
  const { id } = await getApp(heroku, app);
  return { repository: (await repositoriesOf([id])).get(id) ?? null };
}

/** Changes it, for whoever may do more with the app than look at it: who may read its config vars. */
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
