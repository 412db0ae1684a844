import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { Slug, SlugCreate } from "@/lib/schemas/slug";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { registerSlug } from "@/lib/server/slugs/upload-slug";

const params = z.object({ app: AppParam });

export const POST = handler(
  { params, body: SlugCreate, answer: Slug, status: 201, action: "slug.create", verb: "build" },
  ({ params, body, session, requestId }) =>
    registerSlug(herokuFor(session.grant, { requestId }), params.app, body),
);
