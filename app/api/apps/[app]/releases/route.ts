import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";

const params = z.object({ app: AppParam });
const query = z.object({ after: z.string().optional() });

export const GET = handler({ params, query }, ({ params, query, session, request, requestId }) =>
  listReleases(herokuFor(session.grant, { signal: request.signal, requestId }), params.app, query),
);
