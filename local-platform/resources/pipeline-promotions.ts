import { storePromotion } from "../engine/promoter/store-promotion";
import { notFound } from "../http/api-error";
import type { PromotionRow, PromotionTargetRow } from "../store/pipeline-tables";
import type { Call, Endpoint } from "./endpoint";
import { visiblePipelines } from "./find-pipeline";
import { shownTime } from "./platform-facts";
import { CreatePromotion, checkPromotion } from "./promotion-request";

/** Immutable, and never listed: who does not keep the id cannot find a promotion again. */
export const pipelinePromotionEndpoints: Endpoint[] = [
  { method: "POST", path: "/pipeline-promotions", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/pipeline-promotions/:promotion",
    needs: "read",
    handle: async (call) => present(await find(call)),
  },
  {
    method: "GET",
    path: "/pipeline-promotions/:promotion/promotion-targets",
    needs: "read",
    sort: [{ name: "id", kind: "text", unique: true }],
    list: async (call) => {
      const rows = await call.context.db
        .selectFrom("promotion_targets")
        .selectAll()
        .where("promotion_id", "=", (await find(call)).id)
        .execute();
      return rows.map((row) => ({ keys: row, body: presentTarget(row) }));
    },
  },
];

async function create(call: Call): Promise<unknown> {
  const { context, account, engine } = call;
  const { pipeline, app, release, targets } = await checkPromotion(call, await call.json(CreatePromotion));
  const promotion = await storePromotion(context, {
    pipelineId: pipeline.id,
    userId: account.id,
    source: { app, release },
    targets,
  });
  engine.promotionStored(promotion.id);
  return present(promotion);
}

/** The promotion that the path names, in a pipeline that the caller may see. Throws 404. */
async function find(call: Call): Promise<PromotionRow> {
  const row = await call.context.db
    .selectFrom("promotions")
    .innerJoin(visiblePipelines(call).as("visible"), "visible.id", "promotions.pipeline_id")
    .selectAll("promotions")
    .where("promotions.id", "=", call.param("promotion"))
    .executeTakeFirst();
  if (!row) throw notFound("pipeline promotion");
  return row;
}

function present(promotion: PromotionRow) {
  return {
    created_at: shownTime(promotion.created_at),
    id: promotion.id,
    pipeline: { id: promotion.pipeline_id },
    source: { app: { id: promotion.source_app_id }, release: { id: promotion.source_release_id } },
    status: promotion.status,
    updated_at: shownTime(promotion.updated_at),
  };
}

function presentTarget(target: PromotionTargetRow) {
  return {
    app: { id: target.app_id },
    error_message: target.status === "failed" ? target.error_message : null,
    id: target.id,
    pipeline_promotion: { id: target.promotion_id },
    release: target.release_id === null ? null : { id: target.release_id },
    status: target.status,
  };
}
