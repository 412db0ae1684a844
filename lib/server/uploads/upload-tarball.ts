import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Build, UploadQuery } from "@/lib/schemas/build";
import { env } from "@/lib/server/env";
import { getApp } from "@/lib/server/heroku/apps";
import { createBuild, createSource } from "@/lib/server/heroku/builds";
import type { Heroku } from "@/lib/server/heroku/client";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";
import { parseContentLength, type UploadLimits, uploadLimits } from "./limits";
import { relayBody } from "./relay-body";
import { putToStorage, type StoragePut } from "./storage-put";

export type Upload = {
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  contentLength: string | null;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  query: Omit<UploadQuery, "override">;
};

/**
 * Relays a tarball to a new source and builds it. The tarball is validated on the way and not stored here; an
 * invalid one is neither completed in storage nor built.
 */
export async function uploadTarball(
  heroku: Heroku,
  app: string,
  { body, contentLength, signal, query }: Upload,
  limits: UploadLimits = uploadLimits,
): Promise<Build> {
  const length = parseContentLength(contentLength, limits);
  await getApp(heroku, app);
  let getUrl = "";
  const open = async (): Promise<StoragePut> => {
    const source = await createSource(heroku);
    getUrl = source.get_url;
    return putToStorage(guardUpstreamUrl(source.put_url, env().upstreamHosts), length, limits.storageMs);
  };
  const checksum = await relayBody({ body, length, signal }, { limits, expected: query.checksum, open });
  return await buildStored(heroku, app, { ...query, checksum, url: getUrl });
}

/** Builds the stored file. On a 5xx, throws an error saying that the file, and possibly a build, exists. */
async function buildStored(
  heroku: Heroku,
  app: string,
  blob: Upload["query"] & { url: string },
): Promise<Build> {
  try {
    return await createBuild(heroku, app, { source_blob: blob });
  } catch (error) {
    if (!(error instanceof SlipwayError) || error.status < 500) throw error;
    throw new SlipwayError(error.id, {
      detail:
        "The file was stored, but Heroku did not confirm its build; look at the app's builds before you send it again.",
      cause: error,
      requestId: error.requestId,
    });
  }
}
