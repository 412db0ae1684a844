import "server-only";
import { env } from "@/lib/server/env";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { db } from "./db";

/** The upload URL of a registered slug. The URL is a bearer secret and stays on the server. */
export type SlugUpload = {
  slugId: string;
  appId: string;
  userId: string;
  putUrl: string;
  checksum: string | null;
};

/** Signed URLs expire after an hour. */
const MAX_AGE_MS = 24 * 60 * 60_000;

export async function saveSlugUpload(upload: SlugUpload, now: Date): Promise<void> {
  const { slugId, appId, userId, putUrl, checksum } = upload;
  await db()
    .deleteFrom("slug_uploads")
    .where("created_at", "<", new Date(now.getTime() - MAX_AGE_MS).toISOString())
    .execute();
  await db()
    .insertInto("slug_uploads")
    .values({
      slug_id: slugId,
      app_id: appId,
      user_id: userId,
      put_url: seal(putUrl, secret(), contextOf(slugId)),
      checksum,
      created_at: now.toISOString(),
    })
    .execute();
}

/** Returns null if this account did not register the slug here for this app, or its content is already uploaded. */
export async function findSlugUpload(
  of: Pick<SlugUpload, "slugId" | "appId" | "userId">,
): Promise<SlugUpload | null> {
  const row = await db()
    .selectFrom("slug_uploads")
    .selectAll()
    .where("slug_id", "=", of.slugId)
    .where("app_id", "=", of.appId)
    .where("user_id", "=", of.userId)
    .executeTakeFirst();
  if (!row) return null;
  const previous = env().secretPrevious;
  const { text } = open(row.put_url, previous ? [secret(), previous] : [secret()], contextOf(of.slugId));
  return { ...of, putUrl: text, checksum: row.checksum };
}

export async function deleteSlugUpload(slugId: string): Promise<void> {
  await db().deleteFrom("slug_uploads").where("slug_id", "=", slugId).execute();
}

function contextOf(slugId: string): string {
  return `${slugId}:put`;
}
