import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Slug } from "@/lib/schemas/slug";
import { env } from "@/lib/server/env";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getSlug } from "@/lib/server/heroku/slugs";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { deleteSlugUpload, findSlugUpload } from "@/lib/server/store/slug-uploads";
import { parseContentLength } from "@/lib/server/uploads/content-length";
import { type UploadLimits, uploadLimits } from "@/lib/server/uploads/limits";
import { type Body, relayBody } from "@/lib/server/uploads/relay-body";
import { putToStorage } from "@/lib/server/uploads/storage-put";

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
