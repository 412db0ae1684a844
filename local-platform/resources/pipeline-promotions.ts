import { z } from "zod";
import { storePromotion } from "@/local-platform/engine/promoter/store-promotion";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type {
  PipelineCouplingRow,
  PipelineRow,
  PromotionRow,
  PromotionTargetRow,
  Stage,
} from "@/local-platform/store/pipeline-tables";
import type { AppRow, ReleaseRow } from "@/local-platform/store/tables";
import { permissionOn, requireApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { findPipeline, visiblePipelines } from "./pipelines";
import { formatTime } from "./platform-facts";

/** Promotions are immutable and cannot be listed: a client has to keep the id. */
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

/** Returns the promotion named in the path, in a pipeline that the caller may see. Throws 404. */
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
    created_at: formatTime(promotion.created_at),
    id: promotion.id,
    pipeline: { id: promotion.pipeline_id },
    source: { app: { id: promotion.source_app_id }, release: { id: promotion.source_release_id } },
    status: promotion.status,
    updated_at: formatTime(promotion.updated_at),
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

const Ref = z.object({ id: z.uuid() });

const CreatePromotion = z.object({
  pipeline: Ref,
  source: z.object({ app: Ref, release: Ref.nullish() }),
  targets: z.array(z.object({ app: Ref })).min(1, "must name an app at least"),
});
type CreatePromotion = z.infer<typeof CreatePromotion>;

/** The stages of promotions, in order; test apps do not take part. */
const order: Stage[] = ["review", "development", "staging", "production"];
const rank = (stage: Stage) => order.indexOf(stage);

type Order = {
  pipeline: PipelineRow;
  app: AppRow;
  release: ReleaseRow;
  targets: { appId: string; refusal: string | null }[];
};

/**
 * Validates a promotion before it is stored. Throws 404 for a pipeline or source that the caller cannot see, 403 without
 * write access to the source, 422 for an unsuitable release or target. A target on which the caller may not release
 * gets a `refusal`, and fails alone.
 */
async function checkPromotion(call: Call, wanted: CreatePromotion): Promise<Order> {
  const pipeline = await findPipeline(call, wanted.pipeline.id);
  const app = await readableSource(call, wanted.source.app.id);
  const couplings = await call.context.db
    .selectFrom("pipeline_couplings")
    .selectAll()
    .where("pipeline_id", "=", pipeline.id)
    .execute();
  const source = couplings.find((coupling) => coupling.app_id === app.id);
  if (!source) throw invalid(`The app ${app.name} is not in the pipeline ${pipeline.name}.`);
  const release = await promotable(call, app, wanted.source.release?.id);
  const ids = wanted.targets.map((target) => target.app.id);
  if (new Set(ids).size < ids.length) throw invalid("A target is named twice.");
  for (const id of ids) refuseUnfit(couplings, source, id);
  const targets = await Promise.all(
    ids.map(async (appId) => ({ appId, refusal: await refusalOf(call, appId) })),
  );
  return { pipeline, app, release, targets };
}

async function readableSource(call: Call, id: string): Promise<AppRow> {
  const row = await call.context.db.selectFrom("apps").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row || (await permissionOn(call, row)) === null) throw notFound("app");
  return requireApp(call, id, "write");
}

/** Returns the named release, or the current one, which must have succeeded and have a slug. */
async function promotable({ context }: Call, app: AppRow, id: string | undefined): Promise<ReleaseRow> {
  const ofApp = context.db.selectFrom("releases").selectAll().where("app_id", "=", app.id);
  const row = await (id === undefined
    ? ofApp.where("current", "=", 1)
    : ofApp.where("id", "=", id)
  ).executeTakeFirst();
  if (!row) throw invalid(`The app ${app.name} has no such release.`);
  if (row.status !== "succeeded")
    throw invalid(
      `v${row.version} of ${app.name} is ${row.status}; only a release that succeeded can be promoted.`,
    );
  if ((row.slug_id ?? row.image_id) === null)
    throw invalid(`v${row.version} of ${app.name} has no slug to promote.`);
  return row;
}

function refuseUnfit(couplings: PipelineCouplingRow[], source: PipelineCouplingRow, id: string): void {
  const target = couplings.find((coupling) => coupling.app_id === id);
  if (!target) throw invalid(`The target ${id} is not in this pipeline.`);
  if (target === source) throw invalid("Cannot promote an app to itself.");
  if (rank(source.stage) === -1 || rank(target.stage) <= rank(source.stage))
    throw invalid(`Cannot promote from ${source.stage} to ${target.stage}.`);
}

async function refusalOf(call: Call, appId: string): Promise<string | null> {
  const app = await call.context.db.selectFrom("apps").selectAll().where("id", "=", appId).executeTakeFirst();
  const held = app ? await permissionOn(call, app) : null;
  return held === null || held === "read" ? "User does not have access to that app" : null;
}
