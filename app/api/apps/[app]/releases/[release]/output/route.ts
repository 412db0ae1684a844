import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { OutputQuery } from "@/lib/schemas/output";
import { ReleaseParam } from "@/lib/schemas/release";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { answerOutput } from "@/lib/server/output/answer";
import { releaseOutput } from "@/lib/server/output/source";

const params = z.object({ app: AppParam, release: ReleaseParam });

export const GET = handler(
  { params, query: OutputQuery },
  async ({ params, query, session, request, requestId }) => {
    // Not bound to the request: the stream's status is asked for as long as anybody reads it.
    const heroku = herokuFor(session.grant, { requestId });
    const source = await releaseOutput(heroku, params.app, params.release);
    return answerOutput(source, { heroku, offset: query.offset, signal: request.signal });
  },
);
