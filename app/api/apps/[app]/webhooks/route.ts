import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { WebhookList } from "@/lib/schemas/webhook";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readInstantUpdates, turnOnInstantUpdates } from "@/lib/server/webhooks/instant-updates";

const params = z.object({ app: AppParam });

export const GET = handler(
  { params, answer: WebhookList, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    readInstantUpdates(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);

export const POST = handler(
  { params, answer: WebhookList, status: 201, action: "webhook.create", verb: null },
  ({ params, session, requestId }) =>
    turnOnInstantUpdates(herokuFor(session.grant, { requestId }), params.app, session.user),
);
