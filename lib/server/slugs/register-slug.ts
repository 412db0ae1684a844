import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Slug, type SlugCreate, toSlug } from "@/lib/schemas/slug";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { createSlug } from "@/lib/server/heroku/slugs";
import { saveSlugUpload } from "@/lib/server/store/slug-uploads";

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
