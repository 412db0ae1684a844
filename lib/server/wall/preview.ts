import "server-only";
import type { WallState } from "@/lib/schemas/wall";
import type { Heroku } from "@/lib/server/heroku/client";
import { theWatch } from "@/lib/server/watch/process-watch";
import { buildId } from "./build-id";
import { readForLayout } from "./read-for-layout";

/** Returns the preview of a wall with the account's own apps, by name, for a signed-in browser. */
export async function wallPreview(heroku: Heroku, at: { now: Date; timeZone: string }): Promise<WallState> {
  const visible = await theWatch().visible(heroku);
  const apps = [...new Map([...visible.values()].map(({ id, name }) => [id, { id, name }])).values()].sort(
    (a, b) => a.name.localeCompare(b.name, "en"),
  );
  return {
    state: "paired",
    screen: { id: "preview", name: "Preview", identify_until: null },
    ...(await readForLayout(heroku, { show: { kind: "apps", apps }, names: false, errors: false }, at)),
    broadcast: null,
    server_time: at.now.toISOString(),
    server_version: await buildId(),
  };
}
