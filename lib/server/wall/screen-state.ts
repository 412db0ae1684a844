import { SlipwayError } from "@/lib/errors/slipway-error";
import { maskSecrets } from "@/lib/format/mask-secrets";
import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import { type Heroku, herokuFor, withoutRetries } from "@/lib/server/heroku/client";
import { backersOf, endBacker } from "@/lib/server/screens/backers";
import { type StoredScreen, updateScreen } from "@/lib/server/screens/screen-store";
import { grantById } from "@/lib/server/session/find-session";
import type { ScreenBackerRow, StoredLayout } from "@/lib/server/store/screen-rows";
import { theWatch } from "@/lib/server/watch/process-watch";
import { buildId } from "./build-id";
import { faultOf, noGrant, periodOf } from "./faults";
import { lastContent, readOrLast, remember, type WallContent } from "./last-content";
import { screenTiles } from "./screen-tiles";
import { promotionsOn } from "./wall-promotions";

type At = { requestId: string; timeZone: string; now: Date };

/**
 * Returns the current state of a paired screen. Never throws for upstream errors: it then reports the fault and returns the
 * last known content. `by` reads for the screen; its backers by default.
 */
export async function screenState(screen: StoredScreen, at: At, by = readAsBacker): Promise<WallState> {
  const content = await readContent(screen, at, by);
  const { broadcast, broadcast_until: until } = screen;
  return {
    state: "paired",
    screen: { id: screen.id, name: screen.name, identify_until: screen.identify_until },
    ...content,
    fault: remember(screen.id, content),
    broadcast: broadcast && until ? { text: maskSecrets(broadcast), expires_at: until } : null,
    server_time: at.now.toISOString(),
    server_version: await buildId(),
  };
}

async function readContent(screen: StoredScreen, at: At, by: typeof readAsBacker): Promise<WallContent> {
  const of = { key: screen.id, apps: screen.layout.show.apps, now: at.now, timeScale: env().timeScale };
  return readOrLast(of, async () => {
    const result = await by(screen, at, (heroku) => readForLayout(heroku, screen.layout, at));
    if (!("value" in result)) return lastContent(of, noGrant(screen.name, result.ended));
    await storeAppNames(screen, result.value);
    return result.value;
  });
}

/** Stores the apps of a pipeline, so that they can be named when it cannot be read. */
async function storeAppNames({ id, layout }: StoredScreen, { tiles }: WallContent): Promise<void> {
  const { show } = layout;
  if (show.kind !== "pipeline" || tiles.length === 0) return;
  const apps = tiles.map((tile) => ({ id: tile.id, name: tile.app }));
  if (JSON.stringify(apps) === JSON.stringify(show.apps)) return;
  await updateScreen(id, { layout: { ...layout, show: { ...show, apps } } });
}

/** The result of a read for a screen; `ended` is when its last grant ended. */
type BackerRead<T> = { value: T } | { ended: string };

/**
 * Reads with the grant of the first backer whose grant works. Records a grant that upstream rejects and tries the next.
 * Throws other upstream errors.
 */
async function readAsBacker<T>(
  screen: { id: string; created_at: string },
  { requestId, now }: { requestId: string; now: Date },
  act: (heroku: Heroku) => Promise<T>,
): Promise<BackerRead<T>> {
  const backers = await backersOf([screen.id]);
  for (const backer of backers.filter(({ ended_at }) => ended_at === null)) {
    try {
      const grant = await grantById(backer.grant_id);
      if (grant) return { value: await act(withoutRetries(herokuFor(grant, { requestId }))) };
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    await endGrant(backer, now);
  }
  const ends = backers.flatMap(({ ended_at }) => ended_at ?? []).sort();
  return { ended: ends.at(-1) ?? now.toISOString() };
}

/** Marks a grant as ended, except the key of the environment, which may be replaced and is tried at each read. */
async function endGrant({ id, via }: ScreenBackerRow, now: Date): Promise<void> {
  if (via !== "key") await endBacker(id, now);
}

function isRefused(error: unknown): boolean {
  return error instanceof SlipwayError && (error.id === "unauthorized" || error.id === "suspended");
}

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
    period_ms: periodOf(fault, env().timeScale),
  };
}
