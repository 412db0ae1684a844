import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { getSlug } from "@/lib/server/heroku/slugs";

const params = z.object({ app: AppParam, slug: UuidParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  getSlug(herokuFor(session.grant, { signal: request.signal, requestId }), params.app, params.slug),
);
