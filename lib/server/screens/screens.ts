import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type {
  Screen,
  ScreenBroadcast,
  ScreenGrantCreate,
  ScreenPair,
  ScreenPairing,
  ScreenPatch,
} from "@/lib/schemas/screen";
import { herokuFor } from "@/lib/server/heroku/client";
import type { JsonResponse } from "@/lib/server/http/response";
import { counterOf, limits } from "@/lib/server/limits/limits";
import type { Session } from "@/lib/server/session/find-session";
import { db } from "@/lib/server/store/db";
import { backersOf, dropGrants, insertLink, readLink, removeBacker } from "./backers";
import { beginGrant, finishedResponse } from "./consent";
import { deviceOfCode, parseCode, reopenPairing } from "./pairings";
import { runPendingScreenAction } from "./pending-screen-action";
import { changeableScreen, getScreen, resolveShow } from "./screen-access";
import { deleteScreen, listStoredScreens, readScreen, updateScreen } from "./screen-store";

const IDENTIFY_MS = 10_000;

/** Renames a screen or changes its content. The device applies the change at its next poll, seconds later. */
export async function changeScreen(
  id: string,
  { name, show, names, errors }: ScreenPatch,
  session: Session,
  now: Date,
): Promise<Screen> {
  const { layout } = await changeableScreen(id, session, now);
  const chosen = show && (await resolveShow(herokuFor(session.grant), show, now));
  await updateScreen(id, {
    ...(name === undefined ? {} : { name }),
    layout: {
      show: chosen ?? layout.show,
      names: names ?? layout.names,
      errors: errors ?? layout.errors,
    },
  });
  return getScreen(id, session, now);
}

/** Makes a screen show its name in large letters for ten seconds. */
export async function identifyScreen(id: string, session: Session, now: Date): Promise<Screen> {
  await changeableScreen(id, session, now);
  // The device polls every few seconds, so its ten seconds begin up to 4 s later.
  await updateScreen(id, {
    identify_until: new Date(now.getTime() + IDENTIFY_MS + 4_000).toISOString(),
  });
  return getScreen(id, session, now);
}

/** Removes a screen and drops its grants. At its next poll the device shows the removal and a new pairing code. */
export async function removeScreen(id: string, session: Session, now: Date): Promise<Screen> {
  const { device_id } = await changeableScreen(id, session, now);
  const screen = await getScreen(id, session, now);
  const backers = await backersOf([id]);
  await db()
    .transaction()
    .execute(async (trx) => {
      await deleteScreen(trx, id);
      await reopenPairing(trx, device_id, now);
    });
  await dropGrants(backers);
  return screen;
}

const BROADCAST_MS = 60 * 60_000;

/** Shows a text on all screens that the user backs, for an hour by default; null removes it. */
export async function broadcast(
  { text, expires_at }: ScreenBroadcast,
  session: Session,
  now: Date,
): Promise<Screen[]> {
  const until = expires_at ? new Date(expires_at) : new Date(now.getTime() + BROADCAST_MS);
  if (until <= now) throw new SlipwayError("bad_request", { detail: "expires_at: is in the past." });
  const screens = await listStoredScreens();
  const ownBackers = (await backersOf(screens.map(({ id }) => id))).filter(
    ({ user_id, ended_at }) => user_id === session.user.id && ended_at === null,
  );
  const ids = new Set(ownBackers.map(({ screen_id }) => screen_id));
  for (const id of ids) {
    await updateScreen(id, { broadcast: text, broadcast_until: text === null ? null : until.toISOString() });
  }
  return Promise.all([...ids].map((id) => getScreen(id, session, now)));
}

/** Pairs the device that shows a code. Throws `wrong_code`, `too_many_attempts` and the errors of `beginGrant`. */
export async function pairScreen(
  body: z.output<typeof ScreenPair>,
  session: Session,
  address: string | null,
  now: Date,
): Promise<JsonResponse<ScreenPairing>> {
  const device = await deviceWith(body.code, session, address, now);
  if (!("replaces" in body)) {
    const show = await resolveShow(herokuFor(session.grant), body.show, now);
    const { name, names, errors, token } = body;
    return beginGrant({ kind: "pair", device, name, layout: { show, names, errors } }, token, session, now);
  }
  const { id } = await changeableScreen(body.replaces, session, now);
  const action = { kind: "replace", device, screen: id } as const;
  const backed = (await backersOf([id])).some(({ ended_at }) => ended_at === null);
  if (!backed || body.token !== undefined) return beginGrant(action, body.token, session, now);
  return finishedResponse(await runPendingScreenAction(action, session.user, null, now), session, now);
}

async function deviceWith(
  typed: string,
  { user }: Session,
  address: string | null,
  now: Date,
): Promise<string> {
  const ofAccount = counterOf("wrong codes of account", limits.wrongCodes);
  const ofAddress = counterOf("wrong codes of address", limits.wrongCodesOfAddress);
  if (ofAccount.isFull(user.id, now) || ofAddress.isFull(address, now))
    throw new SlipwayError("too_many_attempts");
  const code = parseCode(typed);
  const device = code && (await deviceOfCode(code, now));
  if (device) return device;
  ofAccount.record(user.id, now);
  ofAddress.record(address, now);
  throw new SlipwayError("wrong_code");
}

/**
 * Adds the user's grant to a screen, or renews it after it ended. Allowed for users who can read everything the screen
 * shows, and for users with a link. Throws `not_found` if the link is invalid or the screen is not visible.
 */
export async function backScreen(
  id: string,
  { token, link }: ScreenGrantCreate,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenPairing>> {
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
