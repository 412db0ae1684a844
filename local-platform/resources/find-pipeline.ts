import { UUID } from "@/lib/schemas/common";
import { forbidden, notFound } from "../http/api-error";
import type { PipelineRow } from "../store/pipeline-tables";
import type { AppRow } from "../store/tables";
import type { Call } from "./endpoint";
import { visibleAppIds } from "./list-apps";

/** `generation`: that of its apps, which all share it; null without apps. */
export type ShownPipeline = PipelineRow & { generation: AppRow["generation"] | null };

/** Returns a query for the pipelines that the caller owns or that have an app the caller may see. */
export function visiblePipelines(call: Call) {
  const { context, account } = call;
  return context.db
    .selectFrom("pipelines")
    .selectAll()
    .select((select) =>
      select
        .selectFrom("pipeline_couplings")
        .innerJoin("apps", "apps.id", "pipeline_couplings.app_id")
        .select("apps.generation")
        .whereRef("pipeline_id", "=", "pipelines.id")
        .limit(1)
        .as("generation"),
    )
    .where((where) =>
      where.or([
        where("owner_id", "=", account.id),
        where(
          "pipelines.id",
          "in",
          where
            .selectFrom("pipeline_couplings")
            .select("pipeline_id")
            .where("app_id", "in", visibleAppIds(call)),
        ),
      ]),
    );
}

/** Returns a pipeline by id or name. Throws 404. */
export async function findPipeline(call: Call, identity = call.param("pipeline")): Promise<ShownPipeline> {
  const row = await visiblePipelines(call)
    .where(UUID.test(identity) ? "pipelines.id" : "pipelines.name", "=", identity)
    .executeTakeFirst();
  if (!row) throw notFound("pipeline");
  return row;
}

/** Returns the pipeline named in the path. Throws 404, or 403 if the caller does not own it. */
export async function ownPipeline(call: Call): Promise<ShownPipeline> {
  const pipeline = await findPipeline(call);
  if (pipeline.owner_id !== call.account.id)
    throw forbidden(`Only its owner can change the pipeline ${pipeline.name}.`);
  return pipeline;
}
