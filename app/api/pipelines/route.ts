import { Pipeline, PipelineCreate, PipelineList } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { createPipeline } from "@/lib/server/heroku/pipelines";
import { handler } from "@/lib/server/http/handler";
import { staleResponse } from "@/lib/server/http/response";
import { knownPipelines, pipelinesReadAt } from "@/lib/server/watch/known-pipelines";

export const GET = handler(
  { answer: PipelineList, action: null, verb: "read" },
  async ({ session, requestId }) => {
    // Not bound to the request: the read may be shared with others.
    const heroku = herokuFor(session.grant, { requestId });
    const items = await knownPipelines(heroku, Date.now());
    return staleResponse({ items, next: null }, { at: pipelinesReadAt(heroku) ?? Date.now(), error: null });
  },
);

export const POST = handler(
  { body: PipelineCreate, answer: Pipeline, status: 201, action: "pipeline.create", verb: null },
  ({ body, session, requestId }) => createPipeline(herokuFor(session.grant, { requestId }), body),
);
