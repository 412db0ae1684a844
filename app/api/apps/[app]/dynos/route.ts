import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, session, request, requestId }) =>
  listDynos(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);
