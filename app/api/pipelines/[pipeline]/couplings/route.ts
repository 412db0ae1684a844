import { z } from "zod";
import { Coupling, CouplingCreate, PipelineParam } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { createCoupling } from "@/lib/server/heroku/pipelines";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ pipeline: PipelineParam });

export const POST = handler(
  { params, body: CouplingCreate, answer: Coupling, status: 201, action: "coupling.create", verb: null },
  ({ params, body, session, requestId }) =>
    createCoupling(herokuFor(session.grant, { requestId }), params.pipeline, body),
);
