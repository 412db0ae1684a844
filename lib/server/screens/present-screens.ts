import "server-only";
import type { Screen } from "@/lib/schemas/screen";
import type { Heroku } from "@/lib/server/heroku/client";
import type { ScreenBackerRow } from "@/lib/server/store/screen-rows";
import { theWatch } from "@/lib/server/watch/process-watch";
import { backersOf } from "./backers";
import { SEEN_MS } from "./limits";
import { canReadAll } from "./resolve-show";
import type { StoredScreen } from "./screen-store";

type Viewer = { heroku: Heroku; userId: string };

/** Returns the screens that a user may see, as the API presents them. */
export async function presentScreens(
  screens: readonly StoredScreen[],
  viewer: Viewer,
  now: Date,
): Promise<Screen[]> {
  const all = await backersOf(screens.map(({ id }) => id));
  const presented = await Promise.all(
    screens.map(async (screen) => {
      const backers = all.filter(({ screen_id }) => screen_id === screen.id);
      const may_change = isPairedOrBackedBy(screen, backers, viewer.userId);
      const may_back = may_change || (await canReadAll(viewer.heroku, screen.layout.show, now));
      return may_back ? [{ ...present(screen, backers, now), may_change, may_back }] : [];
    }),
  );
  return presented.flat();
}

/** Returns true if the user paired the screen or backs it, even with an ended grant. */
export function isPairedOrBackedBy(
  screen: Pick<StoredScreen, "user_id">,
  backers: readonly ScreenBackerRow[],
  userId: string,
): boolean {
  return screen.user_id === userId || backers.some(({ user_id }) => user_id === userId);
}

function present(
  screen: StoredScreen,
  backers: readonly ScreenBackerRow[],
  now: Date,
): Omit<Screen, "may_change" | "may_back"> {
  const { broadcast, broadcast_until } = screen;
  const read = theWatch().newestRead(screen.layout.show.apps.map(({ id }) => id));
  const activeBroadcast = broadcast && broadcast_until && broadcast_until > now.toISOString();
  return {
    id: screen.id,
    name: screen.name,
    ...screen.layout,
    state: stateOf(screen, backers, now),
    backers: backers.map(({ id, user_id, email, via, created_at, ended_at }) => ({
      id,
      user: { id: user_id, email },
      via,
      since: created_at,
      ended_at,
    })),
    created_at: screen.created_at,
    created_by: { id: screen.user_id, email: screen.email },
    last_seen_at: screen.last_seen_at,
    read_at: read && new Date(read.at).toISOString(),
    failed: read?.why ?? null,
    broadcast: activeBroadcast ? { text: broadcast, expires_at: broadcast_until } : null,
  };
}

function stateOf(
  { last_seen_at }: StoredScreen,
  backers: readonly ScreenBackerRow[],
  now: Date,
): Screen["state"] {
  if (backers.every(({ ended_at }) => ended_at !== null)) return "no grant";
  const seen = last_seen_at === null ? Number.NEGATIVE_INFINITY : Date.parse(last_seen_at);
  return now.getTime() - seen > SEEN_MS ? "away" : "live";
}
