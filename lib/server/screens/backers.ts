import { createHash, randomBytes, randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { env } from "@/lib/server/env";
import { revoke } from "@/lib/server/session/oauth";
import { db } from "@/lib/server/store/db";
import { insertGrant, readGrant, type Tokens } from "@/lib/server/store/grants";
import { ScreenBackerRow, type ScreenLinkRow } from "@/lib/server/store/screen-rows";
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

/** Validity of a link. */
const LINK_MS = 24 * 60 * 60_000;

/** Creates a link with which one other user can back the screen. */
export async function insertLink(
  screenId: string,
  by: { id: string; email: string },
  now: Date,
): Promise<{ url: string; expires_at: string }> {
  await db().deleteFrom("screen_links").where("expires_at", "<", now.toISOString()).execute();
  const link = randomBytes(24).toString("base64url");
  const expires_at = new Date(now.getTime() + LINK_MS).toISOString();
  const row: ScreenLinkRow = {
    id: hashOf(link),
    screen_id: screenId,
    user_id: by.id,
    email: by.email,
    expires_at,
  };
  await db().insertInto("screen_links").values(row).execute();
  return { url: `${env().publicUrl}${paths.screens()}?link=${link}`, expires_at };
}

/** Returns the screen of a link and its creator's email address; null if the link is used, expired or unknown. */
export async function readLink(
  link: string,
  now: Date,
): Promise<Pick<ScreenLinkRow, "screen_id" | "email"> | null> {
  const row = await db()
    .selectFrom("screen_links")
    .select(["screen_id", "email"])
    .where("id", "=", hashOf(link))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  return row ?? null;
}

/** Deletes a link. Throws `conflict` if it was used already. */
export async function redeemLink(trx: Db, link: string): Promise<void> {
  const result = await trx.deleteFrom("screen_links").where("id", "=", hashOf(link)).executeTakeFirst();
  if (result.numDeletedRows === 0n)
    throw new SlipwayError("conflict", { detail: "This link was used by somebody else meanwhile." });
}

function hashOf(link: string): string {
  return createHash("sha256").update(link).digest("hex");
}
