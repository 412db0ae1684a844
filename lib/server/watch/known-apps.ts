import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { getApp, listApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";

type Known = { at: number; apps: Promise<Map<string, App>> };

declare global {
  var slipwayKnownApps: Map<string, Known> | undefined;
}

const FRESH_MS = 10_000;

/** Returns the account's apps by name and by id, at most ten seconds old. One call shows which of many apps changed. */
export function knownApps(heroku: Heroku, now: number): Promise<Map<string, App>> {
  globalThis.slipwayKnownApps ??= new Map();
  const all = globalThis.slipwayKnownApps;
  const known = all.get(heroku.grant.id);
  if (known && now - known.at < FRESH_MS) return known.apps;
  for (const [id, { at }] of all) if (now - at > 10 * FRESH_MS) all.delete(id);
  const apps = listApps(heroku).then(
    ({ items }) => new Map(items.flatMap((app) => [pair(app.name, app), pair(app.id, app)])),
  );
  all.set(heroku.grant.id, { at: now, apps });
  apps.catch(() => all.delete(heroku.grant.id));
  return apps;
}

/** Returns when the answer of `knownApps` was read (ms). */
export function knownAppsReadAt(heroku: Heroku): number | null {
  return globalThis.slipwayKnownApps?.get(heroku.grant.id)?.at ?? null;
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
