import { z } from "zod";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { PipelineCouplingRow } from "@/local-platform/store/pipeline-tables";
import { requireSelf } from "./account";
import { findApp, requireApp } from "./app-queries";
import type { Call, Endpoint, ListItem } from "./endpoint";
import { findPipeline, visiblePipelines } from "./pipelines";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [{ name: "id", kind: "text", unique: true }];

const Stage = z.enum(["test", "review", "development", "staging", "production"]);
const Create = z.object({ app: z.string(), pipeline: z.string(), stage: Stage });
const Update = z.object({ stage: Stage.optional() });

export const pipelineCouplingEndpoints: Endpoint[] = [
  { method: "GET", path: "/pipeline-couplings", needs: "read", sort, list: (call) => list(call) },
  {
    method: "GET",
    path: "/users/:account/pipeline-couplings",
    needs: "read",
    sort,
    list: (call) => {
      requireSelf(call);
      return list(call);
    },
  },
  {
    method: "GET",
    path: "/pipelines/:pipeline/pipeline-couplings",
    needs: "read",
    sort,
    list: async (call) => list(call, (await findPipeline(call)).id),
  },
  {
    method: "GET",
    path: "/apps/:app/pipeline-couplings",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      const row = await select(call).where("app_id", "=", app.id).executeTakeFirst();
      if (!row) throw notFound("pipeline coupling");
      return present(row);
    },
  },
  { method: "POST", path: "/pipeline-couplings", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/pipeline-couplings/:coupling",
    needs: "read",
    handle: async (call) => present(await find(call)),
  },
  { method: "PATCH", path: "/pipeline-couplings/:coupling", needs: "write", handle: update },
  { method: "DELETE", path: "/pipeline-couplings/:coupling", needs: "write", handle: remove },
];

type Shown = PipelineCouplingRow & { pipeline_name: string };

/** Couplings of the pipelines that the caller may see. They also name apps that the caller may not see. */
function select(call: Call) {
  return call.context.db
    .selectFrom("pipeline_couplings")
    .innerJoin(visiblePipelines(call).as("visible"), "visible.id", "pipeline_couplings.pipeline_id")
    .selectAll("pipeline_couplings")
    .select("visible.name as pipeline_name");
}

async function list(call: Call, pipelineId?: string): Promise<ListItem[]> {
  const rows = await select(call).execute();
  return rows
    .filter((row) => pipelineId === undefined || row.pipeline_id === pipelineId)
    .map((row) => ({ keys: row, body: present(row) }));
}

/** Returns the coupling named in the path. Throws 404. */
async function find(call: Call): Promise<Shown> {
  const row = await select(call)
    .where("pipeline_couplings.id", "=", call.param("coupling"))
    .executeTakeFirst();
  if (!row) throw notFound("pipeline coupling");
  return row;
}

async function create(call: Call): Promise<unknown> {
  const { context } = call;
  const wanted = await call.json(Create);
  const app = await requireApp(call, wanted.app, "write");
  const pipeline = await findPipeline(call, wanted.pipeline);
  const coupled = context.db.selectFrom("pipeline_couplings").select("id").where("app_id", "=", app.id);
  if (await coupled.executeTakeFirst()) throw invalid(`The app ${app.name} is in a pipeline already.`);
  if (pipeline.generation && pipeline.generation !== app.generation)
    throw invalid(
      `The pipeline ${pipeline.name} is for ${pipeline.generation} apps; ${app.name} is a ${app.generation} app.`,
    );
  const now = context.now().toISOString();
  const row: PipelineCouplingRow = {
    id: context.newId(),
    pipeline_id: pipeline.id,
    app_id: app.id,
    stage: wanted.stage,
    created_at: now,
    updated_at: now,
  };
  await context.db.insertInto("pipeline_couplings").values(row).execute();
  return present({ ...row, pipeline_name: pipeline.name });
}

async function update(call: Call): Promise<unknown> {
  const coupling = await find(call);
  await requireApp(call, coupling.app_id, "write");
  const { stage = coupling.stage } = await call.json(Update);
  const changed = { stage, updated_at: call.context.now().toISOString() };
  const { db } = call.context;
  await db.updateTable("pipeline_couplings").set(changed).where("id", "=", coupling.id).execute();
  return present({ ...coupling, ...changed });
}

async function remove(call: Call): Promise<unknown> {
  const coupling = await find(call);
  await requireApp(call, coupling.app_id, "write");
  await call.context.db.deleteFrom("pipeline_couplings").where("id", "=", coupling.id).execute();
  return present(coupling);
}

function present(coupling: Shown) {
  return {
    app: { id: coupling.app_id },
    created_at: formatTime(coupling.created_at),
    id: coupling.id,
    // The published schema has only the id; Heroku's responses also have the name.
    pipeline: { id: coupling.pipeline_id, name: coupling.pipeline_name },
    stage: coupling.stage,
    updated_at: formatTime(coupling.updated_at),
  };
}
