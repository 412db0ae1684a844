import { UUID } from "@/lib/schemas/common";
import { forbidden, notFound } from "../http/api-error";
import type { PipelineRow } from "../store/pipeline-tables";
import type { AppRow } from "../store/tables";
import type { Call } from "./endpoint";
import { visibleAppIds } from "./list-apps";

/** `generation`: of its apps, which all have the same; null when it has none. */
export type ShownPipeline = PipelineRow & { generation: AppRow["generation"] | null };

/** The pipelines that the caller may see: the own ones, and those with an app that the caller may see. */
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

/** By id or name. Throws 404. */
export async function findPipeline(call: Call, identity = call.param("pipeline")): Promise<ShownPipeline> {
  const row = await visiblePipelines(call)
    .where(UUID.test(identity) ? "pipelines.id" : "pipelines.name", "=", identity)
    .executeTakeFirst();
  if (!row) throw notFound("pipeline");
  return row;
}

/** The pipeline that the path names, when it is the caller's. Throws 404 or 403. */
export async function ownPipeline(call: Call): Promise<ShownPipeline> {
  const pipeline = await findPipeline(call);
  if (pipeline.owner_id !== call.account.id)
    throw forbidden(`Only its owner can change the pipeline ${pipeline.name}.`);
  return pipeline;
}
