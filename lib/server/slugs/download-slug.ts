import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Slug } from "@/lib/schemas/slug";
import { env } from "@/lib/server/env";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { failureOf } from "@/lib/server/heroku/errors";
import { getUpstreamSlug } from "@/lib/server/heroku/slugs";
import { get } from "@/lib/server/heroku/upstream-http";
import { guardUpstreamUrl } from "@/lib/server/heroku/upstream-url";

const TIMEOUT_MS = 30_000;

/**
 * Returns a slug's content as a download, streamed at the client's speed. Throws `not_found` if the slug has no
 * content.
 */
export async function downloadSlug(
  heroku: Heroku,
  app: string,
  slug: string,
  signal: AbortSignal,
): Promise<Response> {
  const [{ name }, { blob, ...facts }] = await Promise.all([
    getApp(heroku, app),
    getUpstreamSlug(heroku, app, slug),
  ]);
  if (blob?.method.toLowerCase() !== "get") throw noContent();
  const content = await open(blob.url, signal);
  const length = content.headers["content-length"];
  return new Response(webStream(content), {
    headers: {
      "content-type": "application/gzip",
      "content-disposition": `attachment; filename="${slugFileName(name, facts)}"`,
      // Compression would change the length.
      "cache-control": "private, no-transform",
      "x-content-type-options": "nosniff",
      ...(length ? { "content-length": length } : {}),
    },
  });
}

async function open(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const target = guardUpstreamUrl(url, env().upstreamHosts);
  const content = await get(target, { timeoutMs: TIMEOUT_MS, signal }).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (content.statusCode === 200) return content;
  content.destroy();
  // Storage also returns 403 for missing objects.
  if (content.statusCode === 404 || content.statusCode === 403) throw noContent();
  throw new SlipwayError("upstream_error", { cause: new Error(`storage answered ${content.statusCode}`) });
}

function noContent(): SlipwayError {
  return new SlipwayError("not_found", {
    detail: "Heroku has no content for this slug: it was never uploaded, or has been deleted.",
  });
}

/** Returns a web stream of a Node stream, without buffering. Cancelling destroys the source. */
export function webStream(source: Readable): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(Buffer.from(value)));
      },
      cancel: () => {
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

const HASH = /^[0-9a-f]{8,}$/i;

/** `example-app-cb6999d.tgz`: the app and the short commit (or its label), else the slug's id. */
export function slugFileName(app: string, { id, commit }: Pick<Slug, "id" | "commit">): string {
  const label = (commit ?? "").replace(/[^\w.-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  const short = HASH.test(label) ? label.slice(0, 7) : label.slice(0, 40);
  return `${app}-${short || id.slice(0, 8)}.tgz`;
}
