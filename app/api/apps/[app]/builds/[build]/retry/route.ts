import { z } from "zod";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { created, handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { retryBuild } from "@/lib/server/heroku/retry";

const params = z.object({ app: AppParam, build: BuildParam });

export const POST = handler({ params }, async ({ params, session, requestId }) =>
  created(await retryBuild(herokuFor(session.grant, { requestId }), params.app, params.build)),
);
