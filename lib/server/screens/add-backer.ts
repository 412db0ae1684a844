import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Screen, ScreenBack, ScreenBegun } from "@/lib/schemas/screen";
import type { JsonResponse } from "@/lib/server/http/response";
import type { Session } from "@/lib/server/session/session-type";
import { removeBacker } from "./backers";
import { beginGrant } from "./begin-grant";
import { changeableScreen, getScreen } from "./screen-access";
import { insertLink, readLink } from "./screen-links";
import { readScreen } from "./screen-store";

/**
 * Adds the user's grant to a screen, or renews it after it ended. Allowed for users who can read everything the screen
 * shows, and for users with a link. Throws `not_found` if the link is invalid or the screen is not visible.
 */
export async function backScreen(
  id: string,
  { token, link }: ScreenBack,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenBegun>> {
  if (link !== undefined) {
    const found = await readLink(link, now);
    if (found?.screen_id !== id)
      throw new SlipwayError("not_found", {
        detail: "This link was used before or has expired. Ask who sent it for another.",
      });
  } else await getScreen(id, session, now);
  return beginGrant({ kind: "back", screen: id, link: link ?? null }, token, session, now);
}

/** Removes the user's own grant from a screen; the screen keeps using its other grants. */
export async function stopBacking(id: string, session: Session, now: Date): Promise<Screen> {
  await changeableScreen(id, session, now);
  const screen = await getScreen(id, session, now);
  await removeBacker(id, session.user.id);
  const backers = screen.backers.filter(({ user }) => user.id !== session.user.id);
  return { ...screen, backers };
}

/** Creates a link with which another user can back the screen. */
export async function createLink(
  id: string,
  session: Session,
  now: Date,
): Promise<{ url: string; expires_at: string }> {
  await changeableScreen(id, session, now);
  return insertLink(id, session.user, now);
}

/** Returns the screen of a link and the email of the link's creator; null if the link is used, expired or unknown. */
export async function screenOfLink(
  link: string,
  now: Date,
): Promise<{ id: string; name: string; from: string } | null> {
  const found = await readLink(link, now);
  const screen = found && (await readScreen(found.screen_id));
  return screen ? { id: screen.id, name: screen.name, from: found.email } : null;
}
