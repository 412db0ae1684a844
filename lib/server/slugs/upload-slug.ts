import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Slug, type SlugCreate, toSlug } from "@/lib/schemas/slug";
import { env } from "@/lib/server/env";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { createSlug, getSlug } from "@/lib/server/heroku/slugs";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { db } from "@/lib/server/store/db";
import { parseContentLength, type UploadLimits, uploadLimits } from "@/lib/server/uploads/limits";
import { type Body, relayBody } from "@/lib/server/uploads/relay-body";
import { putToStorage } from "@/lib/server/uploads/storage-put";

/** The upload URL of a registered slug. The URL is a bearer secret and stays on the server. */
type SlugUpload = {
  slugId: string;
  appId: string;
  userId: string;
  putUrl: string;
  checksum: string | null;
};

/** Signed URLs expire after an hour. */
const MAX_AGE_MS = 24 * 60 * 60_000;

type Content = Omit<Body, "length"> & { contentLength: string | null };

/** The folder of a slug that Heroku runs. */
const APP_FOLDER = "app";

/**
 * Relays the content of a slug registered here to storage, validating it on the way without storing it. Can be
 * repeated after a failure. Throws `not_found` if no content is expected.
 */
export async function putSlugContent(
  heroku: Heroku,
  app: string,
  slug: string,
  { body, contentLength, signal }: Content,
  limits: UploadLimits = uploadLimits,
): Promise<Slug> {
  const length = parseContentLength(contentLength, limits);
  const { id: appId } = await getApp(heroku, app);
  const awaited = await findSlugUpload({ slugId: slug, appId, userId: heroku.grant.accountId });
  if (!awaited) {
    throw new SlipwayError("not_found", {
      detail: "No content is awaited for this slug: it has its content, or you did not register it here.",
    });
  }
  const target = guardUpstreamUrl(awaited.putUrl, env().upstreamHosts);
  await relayBody(
    { body, length, signal },
    {
      limits,
      expected: awaited.checksum ?? undefined,
      folder: APP_FOLDER,
      open: () => putToStorage(target, length, limits.storageMs),
    },
  );
  await deleteSlugUpload(slug);
  return getSlug(heroku, appId, slug);
}

/** Registers a slug. Its upload URL is stored, sealed, until the content is uploaded. */
export async function registerSlug(
  heroku: Heroku,
  app: string,
  body: SlugCreate,
  now = new Date(),
): Promise<Slug> {
  const { id: appId } = await getApp(heroku, app);
  const slug = await createSlug(heroku, appId, body);
  if (slug.blob?.method.toLowerCase() !== "put") {
    throw new SlipwayError("upstream_error", {
      cause: new Error(`slug ${slug.id} came without an address to put its content to`),
    });
  }
  const { accountId: userId } = heroku.grant;
  const checksum = body.checksum ?? null;
  await saveSlugUpload({ slugId: slug.id, appId, userId, putUrl: slug.blob.url, checksum }, now);
  return toSlug(slug);
}

async function saveSlugUpload(upload: SlugUpload, now: Date): Promise<void> {
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
async function findSlugUpload(
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

async function deleteSlugUpload(slugId: string): Promise<void> {
  await db().deleteFrom("slug_uploads").where("slug_id", "=", slugId).execute();
}

function contextOf(slugId: string): string {
  return `${slugId}:put`;
}
