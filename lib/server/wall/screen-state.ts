import { maskSecrets } from "@/lib/format/mask-secrets";
import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import { type StoredScreen, updateScreen } from "@/lib/server/screens/screen-store";
import { buildId } from "./build-id";
import { noGrant } from "./faults";
import { lastContent, readOrLast, remember } from "./last-content";
import { readAsBacker } from "./read-as-backer";
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
  const of = { key: screen.id, apps: screen.layout.show.apps, now: at.now, haste: env().haste };
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
