import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Coupling, CouplingPatch, PipelineParam } from "@/lib/schemas/pipeline";
import { herokuFor } from "@/lib/server/heroku/client";
import { deleteCoupling, moveCoupling } from "@/lib/server/heroku/pipelines";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ pipeline: PipelineParam, coupling: UuidParam });

export const PATCH = handler(
  { params, body: CouplingPatch, answer: Coupling, action: "coupling.update", verb: null },
  ({ params, body, session, requestId }) =>
    moveCoupling(herokuFor(session.grant, { requestId }), params.coupling, body),
);

export const DELETE = handler(
  { params, answer: Coupling, action: "coupling.delete", verb: null },
  ({ params, session, requestId }) =>
    deleteCoupling(herokuFor(session.grant, { requestId }), params.coupling),
);
