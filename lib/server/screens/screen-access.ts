import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Screen } from "@/lib/schemas/screen";
import { herokuFor } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/session-type";
import { backersOf } from "./backers";
import { isPairedOrBackedBy, presentScreens } from "./present-screens";
import { listStoredScreens, readScreen, type StoredScreen } from "./screen-store";

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
