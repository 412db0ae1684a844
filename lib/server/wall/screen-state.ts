import "server-only";
import { maskSecrets } from "@/lib/format/mask-secrets";
import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import { type StoredScreen, updateScreen } from "@/lib/server/screens/screen-store";
import { unreadableTile } from "@/lib/wall/wall-tile";
import { buildId } from "./build-id";
import { faultOfError, noGrant, periodOf } from "./faults";
import { lastShown, remember } from "./last-content";
import { type BackerRead, readAsBacker } from "./read-as-backer";
import { readForLayout, type WallContent } from "./read-for-layout";

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
  let result: BackerRead<WallContent>;
  try {
    result = await by(screen, at, (heroku) => readForLayout(heroku, screen.layout, at));
  } catch (error) {
    const fault = faultOfError(error, at.now);
    if (!fault) throw error;
    return lastContent(screen, fault, at.now);
  }
  if (!("value" in result)) return lastContent(screen, noGrant(screen.name, result.ended), at.now);
  await storeAppNames(screen, result.value);
  return result.value;
}

/** Stores the apps of a pipeline, so that they can be named when it cannot be read. */
async function storeAppNames({ id, layout }: StoredScreen, { tiles }: WallContent): Promise<void> {
  const { show } = layout;
  if (show.kind !== "pipeline" || tiles.length === 0) return;
  const apps = tiles.map((tile) => ({ id: tile.id, name: tile.app }));
  if (JSON.stringify(apps) === JSON.stringify(show.apps)) return;
  await updateScreen(id, { layout: { ...layout, show: { ...show, apps } } });
}

/** Returns the last shown content; after a restart only the names. */
function lastContent(
  { id, layout: { show } }: StoredScreen,
  fault: WallContent["fault"],
  now: Date,
): WallContent {
  const last = lastShown(id);
  const tiles = last?.tiles ?? show.apps.map((app) => unreadableTile(app, now.toISOString()));
  return {
    tiles,
    app_count: last?.app_count ?? tiles.length,
    promotions: [],
    fault,
    period_ms: periodOf(fault, env().haste),
  };
}
