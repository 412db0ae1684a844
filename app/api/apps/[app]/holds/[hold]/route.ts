import { z } from "zod";
import { AppParam, UuidParam } from "@/lib/schemas/common";
import { herokuFor } from "@/lib/server/heroku/client";
import { liftHold } from "@/lib/server/holds/app-holds";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, hold: UuidParam });

export const DELETE = handler({ params }, ({ params, session, requestId }) =>
  liftHold(herokuFor(session.grant, { requestId }), params.app, params.hold, session.user),
);
