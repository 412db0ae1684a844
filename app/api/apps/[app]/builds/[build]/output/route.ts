import { z } from "zod";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { OutputQuery } from "@/lib/schemas/output";

import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { answerOutput } from "@/lib/server/output/answer";
import { buildOutput } from "@/lib/server/output/source";

const params = z.object({ app: AppParam, build: BuildParam });

export const GET = handler(
  { params, query: OutputQuery },
  async ({ params, query, session, request, requestId }) => {
    // Not bound to the request: the stream's status is asked for as long as anybody reads it.
    const heroku = herokuFor(session.grant, { requestId });
    const source = await buildOutput(heroku, params.app, params.build);
    return answerOutput(source, { heroku, offset: query.offset, signal: request.signal });
  },
);
