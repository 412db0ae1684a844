import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { env } from "@/lib/server/env";
import { db } from "@/lib/server/store/db";
import type { ScreenLinkRow } from "@/lib/server/store/screen-rows";
import { LINK_MS } from "./limits";
import type { Db } from "./screen-store";

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
