import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { OutputSummary } from "@/lib/schemas/output";
import { ReleaseParam } from "@/lib/schemas/release";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { summarizeOutput } from "@/lib/server/output/answer";
import { releaseOutput } from "@/lib/server/output/source";

const params = z.object({ app: AppParam, release: ReleaseParam });

export const GET = handler(
  { params, answer: OutputSummary, action: null, verb: "read" },
  async ({ params, session, requestId }) => {
    const heroku = herokuFor(session.grant, { requestId });
    return summarizeOutput(await releaseOutput(heroku, params.app, params.release), heroku);
  },
);
