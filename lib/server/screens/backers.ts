import "server-only";
import { randomUUID } from "node:crypto";
import { revoke } from "@/lib/server/session/auth/revoke";
import { db } from "@/lib/server/store/db";
import { insertGrant, readGrant, type Tokens } from "@/lib/server/store/grants";
import { ScreenBackerRow } from "@/lib/server/store/screen-rows";
import { deleteGrant, isInUse, type Person, storePerson } from "@/lib/server/store/sessions";
import type { Db } from "./screen-store";

/** A new grant of a screen: tokens of its own, or Slipway's API key. */
export type NewGrant =
  | { via: "consent" | "token"; account: Person; scope: string; tokens: Tokens }
  | { via: "key" };

type User = { id: string; email: string };
type BackerGrant = Pick<ScreenBackerRow, "grant_id" | "via">;

/** Returns all current and former backers of these screens, oldest first. */
export async function backersOf(screenIds: readonly string[]): Promise<ScreenBackerRow[]> {
  if (screenIds.length === 0) return [];
  const rows = await db()
    .selectFrom("screen_backers")
    .selectAll()
    .where("screen_id", "in", [...screenIds])
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ScreenBackerRow.parse(row));
}

/** Adds a grant to a screen in place of the user's earlier ones. Returns the replaced grants, which the caller drops. */
export async function addBacker(
  trx: Db,
  screenId: string,
  by: User,
  grant: NewGrant,
  now: Date,
): Promise<BackerGrant[]> {
  const before = await grantsOfUser(trx, screenId, by.id);
  await trx
    .deleteFrom("screen_backers")
    .where("screen_id", "=", screenId)
    .where("user_id", "=", by.id)
    .execute();
  const created_at = now.toISOString();
  const row: ScreenBackerRow = {
    id: randomUUID(),
    screen_id: screenId,
    grant_id: await storeGrant(trx, grant, created_at),
    via: grant.via,
    user_id: by.id,
    email: by.email,
    created_at,
    ended_at: null,
  };
  await trx.insertInto("screen_backers").values(row).execute();
  return before;
}

/** Removes a user's grant from a screen. */
export async function removeBacker(screenId: string, userId: string): Promise<void> {
  const grants = await grantsOfUser(db(), screenId, userId);
  await db()
    .deleteFrom("screen_backers")
    .where("screen_id", "=", screenId)
    .where("user_id", "=", userId)
    .execute();
  await dropGrants(grants);
}

/** Marks a backer's grant as ended. */
export async function endBacker(id: string, now: Date): Promise<void> {
  await db()
    .updateTable("screen_backers")
    .set({ ended_at: now.toISOString() })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

/** Deletes grants that are no longer in use; grants made by consent for a screen are also revoked upstream. */
export async function dropGrants(grants: readonly BackerGrant[]): Promise<void> {
  for (const { grant_id: id, via } of grants) {
    if (via === "key" || (await isInUse(db(), id))) continue;
    const grant = await readGrant(db(), id);
    await deleteGrant(db(), id);
    // A pasted token belongs to the user who created it, so it is not revoked.
    if (grant && via === "consent") await revoke(grant.tokens.access);
  }
}

function grantsOfUser(trx: Db, screenId: string, userId: string): Promise<BackerGrant[]> {
  return trx
    .selectFrom("screen_backers")
    .select(["grant_id", "via"])
    .where("screen_id", "=", screenId)
    .where("user_id", "=", userId)
    .execute();
}

async function storeGrant(trx: Db, grant: NewGrant, now: string): Promise<string> {
  if (grant.via === "key") return "key";
  const { id, email, name } = grant.account;
  await storePerson(trx, { id, email, name }, now);
  return insertGrant(trx, id, grant.scope, grant.tokens);
}
