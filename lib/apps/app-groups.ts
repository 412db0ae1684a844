import type { App } from "@/lib/schemas/app";
import { type Place, stageOrder } from "./stages";

/** The apps of one pipeline (in stage order), of one team, or the personal apps (by name). */
export type AppGroup = {
  key: string;
  name: string;
  pipeline: { id: string; name: string } | null;
  apps: App[];
};

/**
 * Groups apps by pipeline, then by team, each sorted by name; personal apps come last. `places` maps an app id to
 * its pipeline and stage.
 */
export function groupApps(apps: readonly App[], places: ReadonlyMap<string, Place> = new Map()): AppGroup[] {
  const groups = new Map<string, AppGroup>();
  for (const app of apps) {
    const group = groupOf(app, places.get(app.id));
    const known = groups.get(group.key);
    if (known) known.apps.push(app);
    else groups.set(group.key, { ...group, apps: [app] });
  }
  const sorted = [...groups.values()].sort((a, b) => rank(a) - rank(b) || order(a.name, b.name));
  for (const { apps: own } of sorted) {
    own.sort((a, b) => stageOf(a, places) - stageOf(b, places) || order(a.name, b.name));
  }
  return sorted;
}

function groupOf(app: App, place: Place | undefined): Omit<AppGroup, "apps"> {
  if (place)
    return { key: `pipeline ${place.pipeline.id}`, name: place.pipeline.name, pipeline: place.pipeline };
  const team = app.team?.name;
  return team
    ? { key: `team ${team}`, name: `Team ${team}`, pipeline: null }
    : { key: "personal", name: "Personal", pipeline: null };
}

function rank({ key, pipeline }: AppGroup): number {
  return pipeline ? 0 : key === "personal" ? 2 : 1;
}

function stageOf(app: App, places: ReadonlyMap<string, Place>): number {
  const place = places.get(app.id);
  return place ? stageOrder(place.stage) : 0;
}

/**
 * Names are plain letters, digits and dashes: a plain comparison is about a hundred times faster than
 * `localeCompare`.
 */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
