import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { Release, ReleaseParam } from "@/lib/schemas/release";
import { getRelease } from "@/lib/server/heroku/releases";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam, release: ReleaseParam });

export const GET = handler({ params, answer: Release, action: null, verb: "read" }, ({ params, shown }) =>
  getRelease(shown, params.app, params.release),
);
