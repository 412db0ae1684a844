import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { WebhookList } from "@/lib/schemas/webhook";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { turnOffInstantUpdates } from "@/lib/server/webhooks/instant-updates";

const params = z.object({ app: AppParam, webhook: UuidParam });

export const DELETE = handler(
  { params, answer: WebhookList, action: "webhook.delete", verb: null },
  ({ params, session, requestId }) =>
    turnOffInstantUpdates(herokuFor(session.grant, { requestId }), params.app, params.webhook),
);
