import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Promotion } from "@/lib/schemas/promotion";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { getPromotion } from "@/lib/server/promotions/read-promotions";

const params = z.object({ id: UuidParam });

export const GET = handler(
  { params, answer: Promotion, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    getPromotion(herokuFor(session.grant, { signal: request.signal, requestId }), params.id),
);
