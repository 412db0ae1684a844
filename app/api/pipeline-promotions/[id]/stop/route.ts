import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Promotion } from "@/lib/schemas/promotion";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { stopPromotion } from "@/lib/server/promotions/stop-promotion";

const params = z.object({ id: UuidParam });

export const POST = handler(
  { params, answer: Promotion, action: "promotion.stop", verb: "promote" },
  ({ params, session: { user, grant }, requestId }) =>
    stopPromotion({ heroku: herokuFor(grant, { requestId }), user }, params.id),
);
