import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { PutBack } from "@/lib/schemas/promotion";
import { herokuFor } from "@/lib/server/heroku/client";
import { created, handler } from "@/lib/server/http/handler";
import { rollBackTargets } from "@/lib/server/promotions/roll-back";

const params = z.object({ id: UuidParam });

export const POST = handler(
  { params, body: PutBack },
  async ({ params, body, session: { user, grant }, requestId }) =>
    created(await rollBackTargets({ heroku: herokuFor(grant, { requestId }), user }, params.id, body)),
);
