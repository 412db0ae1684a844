import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { turnOffInstantUpdates } from "@/lib/server/webhooks/instant-updates";

const params = z.object({ app: AppParam, webhook: UuidParam });

export const DELETE = handler({ params }, ({ params, session, requestId }) =>
  turnOffInstantUpdates(herokuFor(session.grant, { requestId }), params.app, params.webhook),
);
