import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import type { Heroku } from "@/lib/server/heroku/client";
import type { StoredLayout } from "@/lib/server/store/screen-rows";
import { theWatch } from "@/lib/server/watch/process-watch";
import { faultOf, periodOf } from "./faults";
import { screenTiles } from "./screen-tiles";
import { promotionsOn } from "./wall-promotions";

export type WallContent = Pick<
  Extract<WallState, { state: "paired" }>,
  "tiles" | "app_count" | "promotions" | "fault" | "period_ms"
>;

/** Reads the content of a layout with a grant. */
export async function readForLayout(
  heroku: Heroku,
  layout: StoredLayout,
  at: { now: Date; timeZone: string },
): Promise<WallContent> {
  const { tiles, appCount, summaries, sees } = await screenTiles(heroku, layout, at);
  const shows = new Set(summaries.map(({ app }) => app.id));
  const running = new Map(summaries.map(({ app, current }) => [app.id, current]));
  const runningOf = (app: string) => running.get(app) ?? null;
  const fault = faultOf(summaries, (app) => theWatch().faultOf(app), at.now);
  return {
    tiles,
    app_count: appCount,
    promotions: await promotionsOn({ shows, sees, names: layout.names, runningOf }, at.now),
    fault,
    period_ms: periodOf(fault, env().haste),
  };
}
