import "server-only";
import type { WallState } from "@/lib/schemas/wall";
import { listApps } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { readSummaries } from "@/lib/server/watch/summaries";
import { wallTile } from "@/lib/timeline/wall-tile";
import { buildId } from "./build-id";

const MOST = 60;
const PERIOD_MS = 15_000;

/** What a wall of the account's own apps shows, for the browser of a signed-in person. At most 60 apps, by name. */
export async function wallPreview(heroku: Heroku, now: Date): Promise<WallState> {
  const { items } = await listApps(heroku);
  const names = items
    .map((app) => app.name)
    .sort()
    .slice(0, MOST);
  const summaries = names.length > 0 ? await readSummaries(heroku, names) : [];
  const failed = summaries.find((summary) => summary.failed !== null);
  return {
    state: "paired",
    screen: { id: "preview", name: "Preview", identify_until: null },
    tiles: summaries.map((summary) => wallTile(summary, now.getTime())),
    promotions: [],
    fault: failed ? { kind: "heroku", since: failed.read_at, detail: failed.failed ?? "" } : null,
    broadcast: null,
    period_ms: PERIOD_MS,
    server_time: now.toISOString(),
    server_version: await buildId(),
  };
}
