import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Screen } from "@/lib/schemas/screen";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/find-session";
import type { ScreenBackerRow } from "@/lib/server/store/screen-rows";
import { theWatch } from "@/lib/server/watch/process-watch";
import { backersOf } from "./backers";
import { canReadAll } from "./resolve-show";
import { listStoredScreens, readScreen, SEEN_MS, type StoredScreen } from "./screen-store";

/** Returns the screens that a user may see, by name. */
export async function listScreens(session: Session, now: Date): Promise<Screen[]> {
  return presentScreens(await listStoredScreens(), viewerOf(session), now);
}

/** Returns a screen as the user sees it. Throws `not_found` if it does not exist or the user may not see it. */
export async function getScreen(id: string, session: Session, now: Date): Promise<Screen> {
  const [screen] = await presentScreens([await existing(id)], viewerOf(session), now);
  if (!screen) throw noSuchScreen();
  return screen;
}

/** Returns a screen that the user may change. Throws `not_found`, or `forbidden` unless the user paired or backs it. */
export async function changeableScreen(id: string, session: Session, now: Date): Promise<StoredScreen> {
  const screen = await existing(id);
  if (isPairedOrBackedBy(screen, await backersOf([id]), session.user.id)) return screen;
  // A screen that the user may not see gives the same error as one that does not exist.
  const { name } = await getScreen(id, session, now);
  throw new SlipwayError("forbidden", {
    detail: `Only who paired ${name} or backs it can change it.`,
  });
}

function viewerOf({ grant, user }: Session) {
  return { heroku: herokuFor(grant), userId: user.id };
}

async function existing(id: string): Promise<StoredScreen> {
  const screen = await readScreen(id);
  if (!screen) throw noSuchScreen();
  return screen;
}

function noSuchScreen(): SlipwayError {
  return new SlipwayError("not_found", { detail: "There is no such screen. It may have been removed." });
}

type Viewer = { heroku: Heroku; userId: string };

/** Returns the screens that a user may see, as the API presents them. */
async function presentScreens(
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
function isPairedOrBackedBy(
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
