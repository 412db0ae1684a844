import { z } from "zod";
import { CouplingCreate, PipelineParam } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { createCoupling } from "@/lib/server/heroku/pipelines";
import { created, handler } from "@/lib/server/http/handler";

const params = z.object({ pipeline: PipelineParam });

export const POST = handler({ params, body: CouplingCreate }, async ({ params, body, session, requestId }) =>
  created(await createCoupling(herokuFor(session.grant, { requestId }), params.pipeline, body)),
);
