import { z } from "zod";
import { Build } from "@/lib/schemas/build";
import { AppParam, BuildParam } from "@/lib/schemas/common";
import { cancelBuild, getBuild } from "@/lib/server/heroku/builds";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, build: BuildParam });

export const GET = handler({ params, answer: Build, action: null, verb: "read" }, ({ params, shown }) =>
  getBuild(shown, params.app, params.build),
);

export const DELETE = handler(
  { params, answer: Build, action: "build.cancel", verb: "build" },
  ({ params, session, requestId }) =>
    cancelBuild(herokuFor(session.grant, { requestId }), params.app, params.build, {
      id: session.user.id,
      email: session.user.email,
    }),
);
