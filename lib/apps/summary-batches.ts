import type { App } from "@/lib/schemas/app";
import { groupApps } from "./app-groups";
import type { Place } from "./stages";

/** The number of apps per request. */
export const BATCH = 60;

/**
 * Returns the names of the apps in request batches, in table order so that the visible rows fall into few batches.
 * With more than one batch, the `hot` apps (the most recently released) form an additional batch wherever the table
 * is scrolled.
 */
export function summaryBatches(
  apps: readonly App[],
  places: ReadonlyMap<string, Place> = new Map(),
): { hot: string[]; batches: string[][] } {
  const names = groupApps(apps, places).flatMap((group) => group.apps.map((app) => app.name));
  const batches: string[][] = [];
  for (let at = 0; at < names.length; at += BATCH) batches.push(names.slice(at, at + BATCH));
  if (batches.length <= 1) return { hot: batches[0] ?? [], batches };
  const hot = [...apps]
    .sort((a, b) => Date.parse(b.released_at ?? b.updated_at) - Date.parse(a.released_at ?? a.updated_at))
    .slice(0, BATCH)
    .map((app) => app.name)
    .sort();
  return { hot, batches };
}
