import { PipelineCreate } from "@/lib/schemas/pipeline";
import { created, handler } from "@/lib/server/handler";
import { createPipeline } from "@/lib/server/heroku/change-pipelines";
import { herokuFor } from "@/lib/server/heroku/client";
import { knownPipelines } from "@/lib/server/watch/known-pipelines";

export const GET = handler({}, async ({ session, requestId }) => ({
  // Not bound to the request: others may be waiting for the same read.
  items: await knownPipelines(herokuFor(session.grant, { requestId }), Date.now()),
  next: null,
}));

export const POST = handler({ body: PipelineCreate }, async ({ body, session, requestId }) =>
  created(await createPipeline(herokuFor(session.grant, { requestId }), body)),
);
