import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { ReleaseParam } from "@/lib/schemas/release";
import { ConfigChanges } from "@/lib/schemas/review";
import { herokuFor } from "@/lib/server/heroku/client";
import { readConfigChanges } from "@/lib/server/heroku/releases";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, release: ReleaseParam });

export const GET = handler(
  { params, answer: ConfigChanges, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    readConfigChanges(
      herokuFor(session.grant, { signal: request.signal, requestId }),
      params.app,
      params.release,
    ),
);
