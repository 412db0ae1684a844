import { z } from "zod";
import { PipelineDetails, PipelineParam } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readPipeline } from "@/lib/server/review/read-pipeline";

const params = z.object({ pipeline: PipelineParam });

export const GET = handler(
  { params, answer: PipelineDetails, action: null, verb: "read" },
  ({ params, session, requestId }) =>
    // Not bound to the request: the read may be shared with others.
    readPipeline(herokuFor(session.grant, { requestId }), params.pipeline),
);
