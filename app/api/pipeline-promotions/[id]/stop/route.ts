import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { stopPromotion } from "@/lib/server/promotions/stop-promotion";

const params = z.object({ id: UuidParam });

export const POST = handler({ params }, ({ params, session: { user, grant }, requestId }) =>
  stopPromotion({ heroku: herokuFor(grant, { requestId }), user }, params.id),
);
