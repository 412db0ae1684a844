import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Screen, ScreenBroadcast, ScreenPatch } from "@/lib/schemas/screen";
import { herokuFor } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/session-type";
import { db } from "@/lib/server/store/db";
import { backersOf, dropGrants } from "./backers";
import { IDENTIFY_MS } from "./limits";
import { reopenPairing } from "./pairings";
import { resolveShow } from "./resolve-show";
import { changeableScreen, getScreen } from "./screen-access";
import { deleteScreen, listStoredScreens, updateScreen } from "./screen-store";

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
