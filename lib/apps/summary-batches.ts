import type { App } from "@/lib/schemas/app";
import { groupApps } from "./app-groups";
import type { Place } from "./stages";

/** How many apps are asked for at once. */
export const BATCH = 60;

/**
 * Names of apps in the batches they are asked for: in the table's order, so that visible rows share few batches.
 * With more than one batch, `hot` (the most recently released) is asked for as well, wherever the table stands.
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
