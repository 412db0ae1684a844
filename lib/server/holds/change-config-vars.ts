import "server-only";
import type { ConfigVarsPatch } from "@/lib/schemas/config-var";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { checkHolds, recordOverrides } from "./check-holds";
import { anyAppHold } from "./holds";

type Names = Awaited<ReturnType<typeof patchConfigVars>>;

/**
 * Changes config vars, which creates a release. Throws `held` when the app has a hold and no reason is given.
 */
export async function changeConfigVars(
  heroku: Heroku,
  app: string,
  vars: ConfigVarsPatch,
  { override, by }: { override: string | undefined; by: { id: string; email: string } },
): Promise<Names> {
  if (!(await anyAppHold())) return patchConfigVars(heroku, app, vars);
  const { id } = await getApp(heroku, app);
  const holds = await checkHolds({ apps: [id], override });
  if (holds.length === 0) return patchConfigVars(heroku, id, vars);
  const before = await newestOf(heroku, id);
  const names = await patchConfigVars(heroku, id, vars);
  // The response does not name the release, and a change without effect creates none.
  const made = await newestOf(heroku, id);
  if (made && made.version > (before?.version ?? 0)) {
    await recordOverrides(holds, { app: id, reason: override ?? "", by, made: { release: made.id } });
  }
  return names;
}

async function newestOf(heroku: Heroku, app: string) {
  return (await listReleases(heroku, app, { max: 1 })).items[0];
}
