import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { ReleaseCreate } from "@/lib/schemas/release-request";
import { herokuFor } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { created, handler } from "@/lib/server/http/handler";
import { createRelease } from "@/lib/server/promotions/create-release";

const params = z.object({ app: AppParam });
const query = z.object({ after: z.string().optional() });

export const GET = handler({ params, query }, ({ params, query, shown }) =>
  listReleases(shown, params.app, query),
);

export const POST = handler(
  { params, body: ReleaseCreate },
  async ({ params, body, session: { user, grant }, requestId }) =>
    created(await createRelease({ heroku: herokuFor(grant, { requestId }), user }, params.app, body)),
);
