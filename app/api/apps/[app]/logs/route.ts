import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { LogLines, LogQuery } from "@/lib/schemas/log";
import { herokuFor } from "@/lib/server/heroku/client";
import { readLogs } from "@/lib/server/heroku/logs";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler(
  { params, query: LogQuery, answer: LogLines, action: null, verb: "read" },
  ({ params, query, session, request, requestId }) =>
    readLogs(herokuFor(session.grant, { signal: request.signal, requestId }), params.app, query),
);
