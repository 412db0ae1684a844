import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { SlugCreate } from "@/lib/schemas/slug";
import { herokuFor } from "@/lib/server/heroku/client";
import { created, handler } from "@/lib/server/http/handler";
import { registerSlug } from "@/lib/server/slugs/register";

const params = z.object({ app: AppParam });

export const POST = handler({ params, body: SlugCreate }, async ({ params, body, session, requestId }) =>
  created(await registerSlug(herokuFor(session.grant, { requestId }), params.app, body)),
);
