import { z } from "zod";
import { UUID } from "@/lib/schemas/common";
import { forbidden, invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { PipelineRow } from "@/local-platform/store/pipeline-tables";
import type { AppRow } from "@/local-platform/store/tables";
import { visibleAppIds } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime, generations } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
];

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,29}$/, "must start with a letter and hold 3 to 30 of a-z, 0-9 and -");
const Create = z.object({
  name: Name,
  owner: z.object({ id: z.string(), type: z.enum(["user", "team"]) }).nullish(),
});
const Update = z.object({ name: Name.optional() });

export const pipelineEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/pipelines",
    needs: "read",
    sort,
    list: async (call) => {
      const name = call.query("eq[name]");
      const rows = await visiblePipelines(call).execute();
      return rows
        .filter((row) => name === null || row.name === name)
        .map((row) => ({ keys: row, body: present(row) }));
    },
  },
  { method: "POST", path: "/pipelines", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/pipelines/:pipeline",
    needs: "read",
    handle: async (call) => present(await findPipeline(call)),
  },
  { method: "PATCH", path: "/pipelines/:pipeline", needs: "write", handle: update },
  { method: "DELETE", path: "/pipelines/:pipeline", needs: "write", handle: remove },
];

async function create(call: Call): Promise<unknown> {
  const { context, account } = call;
  const { name, owner } = await call.json(Create);
  if (owner && owner.id !== account.id) throw invalid("A pipeline can be owned by yourself only.");
  await refuseTaken(call, name);
  const now = context.now().toISOString();
  const row: PipelineRow = {
    id: context.newId(),
    name,
    owner_id: account.id,
    created_at: now,
    updated_at: now,
  };
  await context.db.insertInto("pipelines").values(row).execute();
  return present({ ...row, generation: null });
}

async function update(call: Call): Promise<unknown> {
  const pipeline = await ownPipeline(call);
  const { name = pipeline.name } = await call.json(Update);
  if (name !== pipeline.name) await refuseTaken(call, name);
  const changed = { name, updated_at: call.context.now().toISOString() };
  await call.context.db.updateTable("pipelines").set(changed).where("id", "=", pipeline.id).execute();
  return present({ ...pipeline, ...changed });
}

/** Also deletes its couplings and promotions; the apps stay. */
async function remove(call: Call): Promise<unknown> {
  const pipeline = await ownPipeline(call);
  await call.context.db.deleteFrom("pipelines").where("id", "=", pipeline.id).execute();
  return present(pipeline);
}

async function refuseTaken({ context }: Call, name: string): Promise<void> {
  const query = context.db.selectFrom("pipelines").select("id").where("name", "=", name);
  if (await query.executeTakeFirst()) throw invalid(`Name ${name} is already taken`);
}

function present(pipeline: ShownPipeline) {
  return {
    created_at: formatTime(pipeline.created_at),
    generation: generations[pipeline.generation ?? "cedar"],
    id: pipeline.id,
    name: pipeline.name,
    owner: { id: pipeline.owner_id, type: "user" },
    updated_at: formatTime(pipeline.updated_at),
  };
}

/** `generation`: that of its apps, which all share it; null without apps. */
type ShownPipeline = PipelineRow & { generation: AppRow["generation"] | null };

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
async function ownPipeline(call: Call): Promise<ShownPipeline> {
  const pipeline = await findPipeline(call);
  if (pipeline.owner_id !== call.account.id)
    throw forbidden(`Only its owner can change the pipeline ${pipeline.name}.`);
  return pipeline;
}
