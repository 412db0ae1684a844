import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { Slug } from "@/lib/schemas/slug";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { downloadSlug } from "@/lib/server/slugs/download-slug";
import { putSlugContent } from "@/lib/server/slugs/upload-slug";

const params = z.object({ app: AppParam, slug: UuidParam });

export const GET = handler(
  { params, answer: { contentType: "application/gzip" }, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    downloadSlug(herokuFor(session.grant, { requestId }), params.app, params.slug, request.signal),
);

export const PUT = handler(
  { params, answer: Slug, action: "slug.upload", verb: "build" },
  ({ params, session, request, requestId }) => {
    const { body, headers, signal } = request;
    const content = { body, contentLength: headers.get("content-length"), signal };
    return putSlugContent(herokuFor(session.grant, { requestId }), params.app, params.slug, content);
  },
);
