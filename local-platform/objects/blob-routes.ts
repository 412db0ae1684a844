import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import type { Services } from "@/local-platform/services";
import { liveBody } from "./live-body";
import { dropBlob, placeBlob, receiveBlob, storeSlugBlob } from "./receive-blob";
import { StorageError } from "./storage-error";

/** Source tarballs and slugs: PUT and GET by signed URL. */
export function blobRoutes(services: Services): Hono {
  const { context } = services;
  const blobs = join(context.dataDir, "blobs");
  const routes = new Hono();
  routes.use(async (exchange, next) => {
    checkSigned(services, exchange.req.raw);
    await next();
  });

  routes.put("/sources/:id", async (exchange) => {
    const source = await context.db
      .selectFrom("sources")
      .selectAll()
      .where("id", "=", exchange.req.param("id"))
      .executeTakeFirst();
    if (!source) throw noSuchKey();
    const received = await receiveBlob(blobs, exchange.req.raw, context.limits.sourceBytes);
    await placeBlob(received, join(blobs, source.key));
    return exchange.body(null, 200, { "Content-Length": "0", ETag: `"${received.sha256.slice(0, 32)}"` });
  });
  routes.put("/slugs/:file{[^/]+\\.tgz}", async (exchange) => {
    const id = exchange.req.param("file").slice(0, -".tgz".length);
    const received = await receiveBlob(blobs, exchange.req.raw, context.limits.slugBytes);
    try {
      await storeSlugBlob(context, blobs, id, received);
    } finally {
      await dropBlob(received);
    }
    return exchange.body(null, 200, { "Content-Length": "0", ETag: `"${received.sha256.slice(0, 32)}"` });
  });

  routes.get("/sources/:id", async (exchange) => {
    const id = exchange.req.param("id");
    const source = await context.db
      .selectFrom("sources")
      .select("key")
      .where("id", "=", id)
      .executeTakeFirst();
    return sendBlob(blobs, source?.key ?? null);
  });
  routes.get("/slugs/:file{[^/]+\\.tgz}", async (exchange) => {
    const id = exchange.req.param("file").slice(0, -".tgz".length);
    const slug = await context.db.selectFrom("slugs").select("key").where("id", "=", id).executeTakeFirst();
    return sendBlob(blobs, slug?.key ?? null);
  });
  return routes;
}

async function sendBlob(blobs: string, key: string | null): Promise<Response> {
  if (key === null) throw noSuchKey();
  const path = join(blobs, key);
  const found = await stat(path).catch(() => null);
  if (!found) throw noSuchKey();
  const source = createReadStream(path);
  const body = liveBody({ source, frame: (chunk) => chunk, heartbeat: null, silenceMs: 0, offset: 0 });
  return new Response(body, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(found.size),
      ETag: `"${found.size.toString(16)}-${Math.trunc(found.mtimeMs).toString(16)}"`,
      "Last-Modified": found.mtime.toUTCString(),
    },
  });
}

function noSuchKey(): StorageError {
  return new StorageError(404, "NoSuchKey", "The specified key does not exist.");
}

/** Checks a request with a signed URL as S3 does. Throws a StorageError. */
function checkSigned({ context, signer }: Pick<Services, "context" | "signer">, request: Request): void {
  const { headers, method } = request;
  if (headers.has("authorization")) {
    throw new StorageError(
      400,
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      { ArgumentName: "Authorization" },
    );
  }
  if (method === "PUT" && headers.has("transfer-encoding")) {
    throw new StorageError(
      501,
      "NotImplemented",
      "A header you provided implies functionality that is not implemented",
      {
        Header: "Transfer-Encoding",
      },
    );
  }
  const verdict = signer.verify(method, new URL(request.url), context.now());
  if (verdict === "expired") throw new StorageError(403, "AccessDenied", "Request has expired");
  if (verdict === "wrong signature" || (method === "PUT" && headers.get("content-type"))) {
    throw new StorageError(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
}
