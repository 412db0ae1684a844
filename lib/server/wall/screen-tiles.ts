import { isPromoted, placesOf, stageOrder } from "@/lib/apps/stages";
import type { App } from "@/lib/schemas/app";
import type { Coupling } from "@/lib/schemas/pipeline";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WallTile } from "@/lib/schemas/wall";
import type { Heroku } from "@/lib/server/heroku/client";
import { activeHolds } from "@/lib/server/holds/holds";
import { wallPipeline, wallPipelines } from "@/lib/server/screens/screen-access";
import type { StoredLayout } from "@/lib/server/store/screen-rows";
import { theWatch } from "@/lib/server/watch/process-watch";
import { readSummaries } from "@/lib/server/watch/summaries";
import { wallHold } from "@/lib/wall/wall-hold";
import { cutTiles, unreadableTile, wallTile } from "@/lib/wall/wall-tile";

export type Shown = {
  tiles: WallTile[];
  /** The number of apps, including those without a tile. */
  appCount: number;
  summaries: AppSummary[];
  /** Returns true if the grant can read an app, by id. */
  sees: (app: string) => boolean;
};

type LayoutApps = {
  apps: { id: string; name: string | null }[];
  stages: ReadonlyMap<string, { stage: string }>;
};

const MAX_TILES = 60;
/** All apps are read before some are omitted, so that problems never are; beyond this, only the last released. */
const MAX_APPS = 200;

/**
 * Returns the tiles of a layout for the apps that a grant can read, in the order of the pipeline or of the selection.
 * When there are more than fit, problems come first.
 */
export async function screenTiles(
  heroku: Heroku,
  layout: StoredLayout,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Shown> {
  const visible = await theWatch().visible(heroku);
  const { apps, stages } = await appsOf(heroku, layout.show, { now, visible });
  const seen = apps.flatMap(({ id }) => visible.get(id) ?? []);
  const ids = newest(seen).map(({ id }) => id);
  const summaries = ids.length > 0 ? await readSummaries(heroku, ids, { viewer: "screen" }) : [];
  const byId = new Map(summaries.map((summary) => [summary.app.id, summary]));
  const holds = await activeHolds(ids, [], now);
  const tiles = apps.flatMap(({ id, name }) => {
    const summary = byId.get(id);
    if (!summary) {
      const known = visible.get(id)?.name ?? name;
      const unread = visible.has(id) && !ids.includes(id);
      return known === null || unread ? [] : [unreadableTile({ id, name: known }, now.toISOString())];
    }
    const hold = holds.find(({ app }) => app.id === id);
    return [
      wallTile(summary, {
        ...layout,
        stage: stages.get(id)?.stage ?? null,
        hold: hold ? wallHold(hold, now.getTime(), timeZone) : null,
      }),
    ];
  });
  return {
    tiles: cutTiles(tiles, MAX_TILES),
    appCount: tiles.length + seen.length - ids.length,
    summaries,
    sees: (app) => visible.has(app),
  };
}

function newest(apps: readonly App[]): readonly App[] {
  if (apps.length <= MAX_APPS) return apps;
  const at = ({ released_at, updated_at }: App) => Date.parse(released_at ?? updated_at);
  return apps.toSorted((a, b) => at(b) - at(a)).slice(0, MAX_APPS);
}

/** Returns apps by id, those of a pipeline by stage and name; an app that has no name and cannot be read is omitted. */
async function appsOf(
  heroku: Heroku,
  show: StoredLayout["show"],
  { now, visible }: { now: Date; visible: ReadonlyMap<string, { name: string }> },
): Promise<LayoutApps> {
  if (show.kind === "apps") return { apps: show.apps, stages: placesOf(await wallPipelines(heroku, now)) };
  const pipeline = await wallPipeline(heroku, show.pipeline.id, now);
  if (!pipeline) return { apps: show.apps, stages: new Map() };
  const nameOf = ({ app }: Coupling) => visible.get(app.id)?.name ?? "";
  // Review apps are numerous and short-lived, so a wall does not show them.
  const couplings = pipeline.couplings
    .filter(({ stage }) => isPromoted(stage))
    .sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage) || nameOf(a).localeCompare(nameOf(b), "en"));
  return {
    apps: couplings.map(({ app }) => ({ id: app.id, name: null })),
    stages: new Map(couplings.map(({ app, stage }) => [app.id, { stage }])),
  };
}
