import "server-only";
import { randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { db } from "@/lib/server/store/db";
import { addBacker, dropGrants, type NewGrant } from "./backers";
import { spendLink } from "./links";
import { closePairing } from "./pairings";
import type { Errand } from "./pending-screen-action";
import { type Db, insertScreen, readScreen, updateScreen } from "./screen-store";

type User = { id: string; email: string };

/**
 * Runs a pending action and returns the screen's id. `grant` is null if the screen keeps its grants. Throws `conflict`
 * if the device or the screen no longer exists.
 */
export async function runErrand(
  errand: Errand,
  user: User,
  grant: NewGrant | null,
  now: Date,
): Promise<string> {
  const { screen, before } = await db()
    .transaction()
    .execute(async (trx) => {
      const id = await place(trx, errand, user, now);
      return { screen: id, before: grant ? await addBacker(trx, id, user, grant, now) : [] };
    });
  await dropGrants(before);
  return screen;
}

async function place(trx: Db, errand: Errand, user: User, now: Date): Promise<string> {
  if (errand.kind === "back") {
    if (!(await readScreen(errand.screen, trx))) throw gone("The screen was removed meanwhile.");
    if (errand.link) await spendLink(trx, errand.link);
    return errand.screen;
  }
  if (!(await closePairing(trx, errand.device)))
    throw gone("The screen with this code was paired by somebody else meanwhile.");
  if (errand.kind === "replace") {
    if (!(await readScreen(errand.screen, trx)))
      throw gone("The screen that it stands for was removed meanwhile.");
    await updateScreen(errand.screen, { device_id: errand.device, last_seen_at: null }, trx);
    return errand.screen;
  }
  const id = randomUUID();
  await insertScreen(trx, {
    id,
    name: errand.name,
    device_id: errand.device,
    layout: errand.layout,
    user_id: user.id,
    email: user.email,
    created_at: now.toISOString(),
    last_seen_at: null,
    identify_until: null,
    broadcast: null,
    broadcast_until: null,
  });
  return id;
}

function gone(detail: string): SlipwayError {
  return new SlipwayError("conflict", { detail });
}
