import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import type { Heroku } from "@/lib/server/heroku/client";
import { theWatch } from "@/lib/server/watch/process-watch";
import { buildId } from "./build-id";
import { readOrLast, remember } from "./last-content";
import { readForLayout } from "./read-for-layout";

/**
 * Returns the preview of a wall with the account's own apps, by name, for a signed-in browser. During a fault of upstream it
 * holds what was last read.
 */
export async function wallPreview(heroku: Heroku, at: { now: Date; timeZone: string }): Promise<WallState> {
  const key = `preview ${heroku.grant.id}`;
  const content = await readOrLast({ key, apps: [], now: at.now, haste: env().haste }, async () => {
    const visible = await theWatch().visible(heroku);
    const apps = [...new Map([...visible.values()].map(({ id, name }) => [id, { id, name }])).values()].sort(
      (a, b) => a.name.localeCompare(b.name, "en"),
    );
    return readForLayout(heroku, { show: { kind: "apps", apps }, names: false, errors: false }, at);
  });
  return {
    state: "paired",
    screen: { id: "preview", name: "Preview", identify_until: null },
    ...content,
    fault: remember(key, content),
    broadcast: null,
    server_time: at.now.toISOString(),
    server_version: await buildId(),
  };
}
