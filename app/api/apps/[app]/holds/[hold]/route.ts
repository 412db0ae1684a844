import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { Hold } from "@/lib/schemas/hold";
import { herokuFor } from "@/lib/server/heroku/client";
import { liftHold } from "@/lib/server/holds/app-holds";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, hold: UuidParam });

export const DELETE = handler(
  { params, answer: Hold, action: "hold.lift", verb: "lock" },
  ({ params, session, requestId }) =>
    liftHold(herokuFor(session.grant, { requestId }), params.app, params.hold, session.user),
);
