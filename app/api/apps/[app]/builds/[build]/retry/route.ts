import { z } from "zod";
import { Build } from "@/lib/schemas/build";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { OverrideReason } from "@/lib/schemas/hold";
import { retryBuild } from "@/lib/server/heroku/builds";
import { herokuFor } from "@/lib/server/heroku/client";
import { checkAppHolds } from "@/lib/server/holds/check-holds";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, build: BuildParam });
const query = z.object({ override: OverrideReason.optional() });

export const POST = handler(
  { params, query, answer: Build, status: 201, action: "build.retry", verb: "build" },
  async ({ params, query, session, requestId }) => {
    const heroku = herokuFor(session.grant, { requestId });
    const holds = await checkAppHolds(heroku, params.app, query.override);
    const build = await retryBuild(heroku, params.app, params.build);
    await holds.record(session.user, { build: build.id });
    return build;
  },
);
