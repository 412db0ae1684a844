import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Promotion, PromotionRollBack } from "@/lib/schemas/promotion";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { rollBackTargets } from "@/lib/server/promotions/roll-back";

const params = z.object({ id: UuidParam });

export const POST = handler(
  {
    params,
    body: PromotionRollBack,
    answer: Promotion,
    status: 201,
    action: "promotion.roll_back",
    verb: "roll_back",
  },
  ({ params, body, session: { user, grant }, requestId }) =>
    rollBackTargets({ heroku: herokuFor(grant, { requestId }), user }, params.id, body),
);
