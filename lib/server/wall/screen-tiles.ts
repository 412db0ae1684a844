import "server-only";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WallTile } from "@/lib/schemas/wall";
import type { Heroku } from "@/lib/server/heroku/client";
import { activeHolds } from "@/lib/server/holds/holds";
import type { StoredLayout } from "@/lib/server/store/screen-rows";
import { knownApps } from "@/lib/server/watch/known-apps";
import { knownPipeline } from "@/lib/server/watch/known-pipelines";
import { readSummaries } from "@/lib/server/watch/summaries";
import { wallHold } from "@/lib/timeline/wall-hold";
import { unreadableTile, wallTile } from "@/lib/timeline/wall-tile";
import { stagesFor } from "./stages-for";

export type Shown = {
  tiles: WallTile[];
  summaries: AppSummary[];
  /** Whether the grant can read an app, by id. */
  sees: (app: string) => boolean;
};

const MOST = 60;

/** The tiles of a layout, as far as a grant can read its apps: those of a pipeline in its order, else as chosen. */
export async function screenTiles(
  heroku: Heroku,
  layout: StoredLayout,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Shown> {
  const at = now.getTime();
  const known = await knownApps(heroku, at);
  const { apps, stages } = await appsOf(heroku, layout.show, now);
  const seen = apps.flatMap(({ id }) => known.get(id) ?? []).slice(0, MOST);
  const summaries =
    seen.length > 0
      ? await readSummaries(
          heroku,
          seen.map(({ id }) => id),
        )
      : [];
  const byId = new Map(summaries.map((summary) => [summary.app.id, summary]));
  const holds = await activeHolds(
    seen.map(({ id }) => id),
    [],
    now,
  );
  const tiles = apps.flatMap(({ id, name }) => {
    const summary = byId.get(id);
    if (!summary) return name === null ? [] : [unreadableTile({ id, name }, now.toISOString())];
    const hold = holds.find(({ app }) => app.id === id);
    return [
      wallTile(summary, at, {
        ...layout,
        stage: stages.get(id) ?? null,
        hold: hold ? wallHold(hold, at, timeZone) : null,
      }),
    ];
  });
  return { tiles, summaries, sees: (app) => known.has(app) };
}

/** Apps by id; without a name they are left out where they cannot be read. */
async function appsOf(
  heroku: Heroku,
  show: StoredLayout["show"],
  now: Date,
): Promise<{ apps: { id: string; name: string | null }[]; stages: ReadonlyMap<string, string> }> {
  if (show.kind === "apps") return { apps: show.apps, stages: await stagesFor(heroku, now) };
  const { couplings } = await knownPipeline(heroku, show.pipeline.id, now.getTime());
  const stages = new Map(couplings.map(({ app, stage }) => [app.id, stage]));
  // Review apps come and go by the dozen, and nobody waits for them at a wall.
  const shown = couplings.filter(({ stage }) => stage !== "review" && stage !== "test");
  return { apps: shown.map(({ app }) => ({ id: app.id, name: null })), stages };
}
