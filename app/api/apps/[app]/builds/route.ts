import { z } from "zod";
import { Build, BuildCreate, BuildList } from "@/lib/schemas/build";
import { AppParam } from "@/lib/schemas/common";
import { createBuild, listBuilds } from "@/lib/server/heroku/builds";
import { herokuFor } from "@/lib/server/heroku/client";
import { checkAppHolds } from "@/lib/server/holds/check-holds";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });
const query = z.object({ after: z.string().optional() });

export const GET = handler(
  { params, query, answer: BuildList, action: null, verb: "read" },
  ({ params, query, shown }) => listBuilds(shown, params.app, query),
);

export const POST = handler(
  { params, body: BuildCreate, answer: Build, status: 201, action: "build.create", verb: "build" },
  async ({ params, body, session, requestId }) => {
    const { override, ...wanted } = body;
    const heroku = herokuFor(session.grant, { requestId });
    const holds = await checkAppHolds(heroku, params.app, override);
    const build = await createBuild(heroku, params.app, wanted);
    await holds.record(session.user, { build: build.id });
    return build;
  },
);
