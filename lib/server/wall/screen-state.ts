import "server-only";
import type { WallState } from "@/lib/schemas/wall";
import type { StoredScreen } from "@/lib/server/screens/screen-store";
import { maskSecrets } from "@/lib/timeline/mask-secrets";
import { unreadableTile } from "@/lib/timeline/wall-tile";
import { buildId } from "./build-id";
import { faultOf, faultOfError, noGrant, paceOf } from "./faults";
import { lastTiles, remember } from "./memory";
import { screenTiles } from "./screen-tiles";
import { type Served, serve } from "./serve";
import { promotionsOn } from "./wall-promotions";

type Paired = Extract<WallState, { state: "paired" }>;
type Shown = Pick<Paired, "tiles" | "promotions" | "fault" | "period_ms">;

/** What a paired screen shows now. It never fails for what upstream does: it then says so and shows what it knew. */
export async function screenState(
  screen: StoredScreen,
  { requestId, timeZone }: { requestId: string; timeZone: string },
  now: Date,
): Promise<Paired> {
  const shown = await look(screen, { requestId, timeZone }, now);
  const { broadcast, broadcast_until: until } = screen;
  return {
    state: "paired",
    screen: { id: screen.id, name: screen.name, identify_until: screen.identify_until },
    ...shown,
    fault: remember(screen.id, shown.tiles, shown.fault),
    broadcast: broadcast && until ? { text: maskSecrets(broadcast), expires_at: until } : null,
    server_time: now.toISOString(),
    server_version: await buildId(),
  };
}

async function look(
  screen: StoredScreen,
  { requestId, timeZone }: { requestId: string; timeZone: string },
  now: Date,
): Promise<Shown> {
  const { layout } = screen;
  let served: Served<Shown>;
  try {
    served = await serve(screen, requestId, now, async (heroku) => {
      const { tiles, summaries, sees } = await screenTiles(heroku, layout, { now, timeZone });
      const shows = new Set(summaries.map(({ app }) => app.id));
      const { periodMs, slowed } = paceOf(heroku.grant.accountId);
      return {
        tiles,
        promotions: await promotionsOn({ shows, sees, names: layout.names }, now),
        fault: faultOf(summaries, slowed, now),
        period_ms: periodMs,
      };
    });
  } catch (error) {
    const fault = faultOfError(error, now);
    if (!fault) throw error;
    return { ...known(screen, now), fault };
  }
  return "value" in served
    ? served.value
    : { ...known(screen, now), fault: noGrant(screen.name, served.ended) };
}

/** What it last showed; after a restart the names alone. */
function known({ id, layout: { show } }: StoredScreen, now: Date): Omit<Shown, "fault"> {
  const tiles = lastTiles(id);
  const apps = show.kind === "apps" ? show.apps : [];
  return {
    tiles: tiles.length > 0 ? tiles : apps.map((app) => unreadableTile(app, now.toISOString())),
    promotions: [],
    period_ms: 25_000,
  };
}
