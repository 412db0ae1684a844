import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { HoldCreate } from "@/lib/schemas/hold";
import { herokuFor } from "@/lib/server/heroku/client";
import { placeHold, readHolds } from "@/lib/server/holds/app-holds";
import { created, handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  readHolds(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);

export const POST = handler({ params, body: HoldCreate }, async ({ params, body, session, requestId }) =>
  created(await placeHold(herokuFor(session.grant, { requestId }), params.app, body, session.user)),
);
