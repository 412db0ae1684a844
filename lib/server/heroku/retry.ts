import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Build } from "@/lib/schemas/build";
import { sourceExpiry } from "@/lib/schemas/source-expiry";
import { createBuild, getUpstreamBuild } from "./builds";
import type { Heroku } from "./client";

/**
 * Builds the source of an earlier build again. The source URL may be signed, so it is read upstream and never leaves the
 * server. Throws `upload_expired` when the upload can no longer be fetched, `invalid_params` when there is no URL.
 */
export async function retryBuild(
  heroku: Heroku,
  app: string,
  build: string,
  now = Date.now(),
): Promise<Build> {
  const { id, source_blob: source, created_at } = await getUpstreamBuild(heroku, app, build);
  if (!source?.url || !/^https?:/.test(source.url)) {
    throw new SlipwayError("invalid_params", {
      detail: `Heroku does not say where the source of build ${id} came from, so it cannot be built again.`,
    });
  }
  const expires = sourceExpiry(source.url, created_at);
  if (expires !== null && Date.parse(expires) <= now) throw new SlipwayError("upload_expired");
  return createBuild(heroku, app, {
    source_blob: {
      url: source.url,
      ...(source.version ? { version: source.version } : {}),
      ...(source.version_description ? { version_description: source.version_description } : {}),
      ...(source.checksum ? { checksum: source.checksum } : {}),
    },
  });
}
