import type { ConfigVarsPatch } from "@/lib/schemas/config-var";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { checkHolds, recordOverrides } from "./check-holds";
import { hasAppHold, type Person } from "./holds";

type Names = Awaited<ReturnType<typeof patchConfigVars>>;

/**
 * Changes config vars, which creates a release. Throws `held` when the app has a hold and no reason is given.
 */
export async function changeConfigVars(
  heroku: Heroku,
  app: string,
  vars: ConfigVarsPatch,
  { override, by }: { override: string | undefined; by: Person },
): Promise<Names> {
  if (!(await hasAppHold())) return patchConfigVars(heroku, app, vars);
  const { id } = await getApp(heroku, app);
  const holds = await checkHolds({ apps: [id], override });
  if (holds.length === 0) return patchConfigVars(heroku, id, vars);
  const before = await newestOf(heroku, id);
  const names = await patchConfigVars(heroku, id, vars);
  // The response does not name the release, and a change without effect creates none.
  const after = await newestOf(heroku, id);
  if (override !== undefined && after && after.version > (before?.version ?? 0)) {
    await recordOverrides(holds, { app: id, reason: override, by, created: { release: after.id } });
  }
  return names;
}

async function newestOf(heroku: Heroku, app: string) {
  return (await listReleases(heroku, app, { max: 1 })).items[0];
}
