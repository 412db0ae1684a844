import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { ReadThroughCache } from "@/lib/server/cache";
import { getApp, listApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { perProcess } from "@/lib/server/process/per-process";

const cache = perProcess(
  "known-apps",
  () => new ReadThroughCache<Map<string, App>>({ freshMs: 10_000, max: 200 }),
);

/** Returns the account's apps by name and by id, at most ten seconds old. One call shows which of many apps changed. */
export function knownApps(heroku: Heroku, now: number): Promise<Map<string, App>> {
  return cache().get(heroku.grant.id, now, async () => {
    const { items } = await listApps(heroku);
    return new Map(items.flatMap((app) => [pair(app.name, app), pair(app.id, app)]));
  });
}

/** Returns when the answer of `knownApps` was read (ms). */
export function knownAppsReadAt(heroku: Heroku): number | null {
  return cache().requestedAt(heroku.grant.id);
}

function pair(name: string, app: App): [string, App] {
  return [name, app];
}

/** Returns an app of the list, or requests one that is not listed (just created); null when it cannot be read. */
export async function knownApp(heroku: Heroku, apps: Map<string, App>, name: string): Promise<App | null> {
  const known = apps.get(name);
  if (known) return known;
  try {
    return await getApp(heroku, name);
  } catch (error) {
    if (error instanceof SlipwayError && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}
