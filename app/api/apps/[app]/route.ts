import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { getApp } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  getApp(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);
