import { z } from "zod";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { OutputQuery } from "@/lib/schemas/output";
import { herokuFor } from "@/lib/server/heroku/client";
import { answerOutput } from "@/lib/server/output/answer";
import { buildOutput } from "@/lib/server/output/source";
import { rawHandler } from "@/lib/server/wire/raw-handler";

export const config = { api: { bodyParser: false, responseLimit: false, externalResolver: true } };

const params = z.object({ app: AppParam, build: BuildParam });

export default rawHandler(
  { params, query: OutputQuery, answer: { contentType: "text/plain" }, action: null, verb: "read" },
  async ({ params, query, ...caller }) => {
    // Not bound to the request: the stream is shared by its viewers.
    const heroku = herokuFor(caller.session.grant, { requestId: caller.requestId });
    const source = await buildOutput(heroku, params.app, params.build);
    return answerOutput(source, { heroku, query, caller });
  },
);
