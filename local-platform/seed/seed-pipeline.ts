import type { Context } from "../context";
import type { PipelineCouplingRow, PipelineRow } from "../store/pipeline-tables";
import { ada } from "./people";
import { seedPipeline } from "./plan";
import { storeSeedApp } from "./seed-apps";

const DONE = "seeded-pipeline";

/**
 * Stores the sample pipeline and its second production app, once, also in a data folder that was seeded before pipelines
 * existed. Deleted apps stay deleted.
 */
export async function seedPipelineOnce(context: Context): Promise<void> {
  const { db, newId } = context;
  const done = await db.selectFrom("meta").select("key").where("key", "=", DONE).executeTakeFirst();
  if (done) return;
  const now = context.now().toISOString();
  const stamps = { created_at: now, updated_at: now };
  await db.transaction().execute(async (trx) => {
    await trx.insertInto("meta").values({ key: DONE, value: now }).execute();
    const taken = await trx
      .selectFrom("apps")
      .select("id")
      .where("name", "=", seedPipeline.app.name)
      .executeTakeFirst();
    if (!taken) await storeSeedApp(context, trx, seedPipeline.app);
    const named = trx.selectFrom("pipelines").select("id").where("name", "=", seedPipeline.name);
    if (await named.executeTakeFirst()) return;
    const pipeline: PipelineRow = { id: newId(), name: seedPipeline.name, owner_id: ada.id, ...stamps };
    await trx.insertInto("pipelines").values(pipeline).execute();
    const apps = await trx.selectFrom("apps").select(["id", "name"]).where("owner_id", "=", ada.id).execute();
    const couplings: PipelineCouplingRow[] = apps.flatMap(({ id, name }) => {
      const stage = seedPipeline.stages[name];
      return stage ? [{ id: newId(), pipeline_id: pipeline.id, app_id: id, stage, ...stamps }] : [];
    });
    if (couplings.length > 0) await trx.insertInto("pipeline_couplings").values(couplings).execute();
  });
}
