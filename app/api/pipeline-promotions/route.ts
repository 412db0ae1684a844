import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { PipelineParam } from "@/lib/schemas/pipeline";
import { Promotion, PromotionCreate, PromotionList } from "@/lib/schemas/promotion";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { listPromotions } from "@/lib/server/promotions/read-promotions";

const query = z.object({
  pipeline: PipelineParam.optional(),
  app: AppParam.optional(),
  after: z.string().max(200).optional(),
});

export const GET = handler(
  { query, answer: PromotionList, action: null, verb: "read" },
  ({ query, session, request, requestId }) =>
    listPromotions(herokuFor(session.grant, { signal: request.signal, requestId }), query),
);

export const POST = handler(
  { body: PromotionCreate, answer: Promotion, status: 201, action: "promotion.create", verb: "promote" },
  ({ body, session: { user, grant }, requestId }) =>
    createPromotion({ heroku: herokuFor(grant, { requestId }), user }, body),
);
