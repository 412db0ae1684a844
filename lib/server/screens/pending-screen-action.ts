import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { db } from "@/lib/server/store/db";
import { StoredLayout } from "@/lib/server/store/screen-rows";
import { addBacker, dropGrants, type NewGrant, redeemLink } from "./backers";
import { closePairing } from "./pairings";
import { type Db, insertScreen, readScreen, updateScreen } from "./screen-store";

type User = { id: string; email: string };

/**
 * Runs a pending action and returns the screen's id. `grant` is null if the screen keeps its grants. Throws `conflict`
 * if the device or the screen no longer exists.
 */
export async function runPendingScreenAction(
  action: PendingScreenAction,
  user: User,
  grant: NewGrant | null,
  now: Date,
): Promise<string> {
  const { screen, before } = await db()
    .transaction()
    .execute(async (trx) => {
      const id = await applyAction(trx, action, user, now);
      return { screen: id, before: grant ? await addBacker(trx, id, user, grant, now) : [] };
    });
  await dropGrants(before);
  return screen;
}

async function applyAction(trx: Db, action: PendingScreenAction, user: User, now: Date): Promise<string> {
  if (action.kind === "back") {
    if (!(await readScreen(action.screen, trx))) throw conflict("The screen was removed meanwhile.");
    if (action.link) await redeemLink(trx, action.link);
    return action.screen;
  }
  if (!(await closePairing(trx, action.device)))
    throw conflict("The screen with this code was paired by somebody else meanwhile.");
  if (action.kind === "replace") {
    if (!(await readScreen(action.screen, trx)))
      throw conflict("The screen that it stands for was removed meanwhile.");
    await updateScreen(action.screen, { device_id: action.device, last_seen_at: null }, trx);
    return action.screen;
  }
  const id = randomUUID();
  await insertScreen(trx, {
    id,
    name: action.name,
    device_id: action.device,
    layout: action.layout,
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

function conflict(detail: string): SlipwayError {
  return new SlipwayError("conflict", { detail });
}

/**
 * The purpose of a screen's new grant: to pair a device as a new screen, to replace the device of a screen, or to add a
 * backer.
 */
export const PendingScreenAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pair"), device: z.string(), name: z.string(), layout: StoredLayout }),
  z.object({ kind: z.literal("replace"), device: z.string(), screen: z.string() }),
  z.object({ kind: z.literal("back"), screen: z.string(), link: z.string().nullable() }),
]);
export type PendingScreenAction = z.infer<typeof PendingScreenAction>;
