import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { CreatedRelease } from "@/lib/schemas/promotion";
import { ReleaseCreate, ReleaseList } from "@/lib/schemas/release";
import { herokuFor } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { handler } from "@/lib/server/http/handler";
import { createRelease } from "@/lib/server/promotions/create-release";

const params = z.object({ app: AppParam });
const query = z.object({ after: z.string().optional() });

export const GET = handler(
  { params, query, answer: ReleaseList, action: null, verb: "read" },
  ({ params, query, shown }) => listReleases(shown, params.app, query),
);

export const POST = handler(
  {
    params,
    body: ReleaseCreate,
    answer: CreatedRelease,
    status: 201,
    action: "release.create",
    verb: { by: "body", of: { slug: "promote", release: "roll_back" }, otherwise: null },
  },
  ({ params, body, session: { user, grant }, requestId }) =>
    createRelease({ heroku: herokuFor(grant, { requestId }), user }, params.app, body),
);
