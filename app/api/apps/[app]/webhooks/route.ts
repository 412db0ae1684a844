import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { herokuFor } from "@/lib/server/heroku/client";
import { created, handler } from "@/lib/server/http/handler";
import { readInstantUpdates, turnOnInstantUpdates } from "@/lib/server/webhooks/instant-updates";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  readInstantUpdates(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);

export const POST = handler({ params }, async ({ params, session, requestId }) =>
  created(await turnOnInstantUpdates(herokuFor(session.grant, { requestId }), params.app, session.user)),
);
