import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { listFormation } from "@/lib/server/heroku/formation";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  listFormation(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);
