import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { Hold, HoldCreate, HoldList } from "@/lib/schemas/hold";
import { herokuFor } from "@/lib/server/heroku/client";
import { placeHold, readHolds } from "@/lib/server/holds/app-holds";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler(
  { params, answer: HoldList, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    readHolds(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);

export const POST = handler(
  { params, body: HoldCreate, answer: Hold, status: 201, action: "hold.create", verb: "lock" },
  ({ params, body, session, requestId }) =>
    placeHold(herokuFor(session.grant, { requestId }), params.app, body, session.user),
);
