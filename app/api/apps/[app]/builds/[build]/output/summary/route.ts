import { z } from "zod";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { OutputSummary } from "@/lib/schemas/output";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { summarizeOutput } from "@/lib/server/output/answer";
import { buildOutput } from "@/lib/server/output/source";

const params = z.object({ app: AppParam, build: BuildParam });

export const GET = handler(
  { params, answer: OutputSummary, action: null, verb: "read" },
  async ({ params, session, requestId }) => {
    const heroku = herokuFor(session.grant, { requestId });
    return summarizeOutput(await buildOutput(heroku, params.app, params.build), heroku);
  },
);
