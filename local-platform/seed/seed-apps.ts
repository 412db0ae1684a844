import type { Insertable, Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import { newAppRows } from "@/local-platform/resources/apps";
import type { PipelineCouplingRow, PipelineRow } from "@/local-platform/store/pipeline-tables";
import type { AppRow, CollaboratorRow, ReleaseRow, Tables } from "@/local-platform/store/tables";
import { ada } from "./people";
import { type SeedApp, seedApps, seedPipeline } from "./plan";

const APPS_MARK = "seeded-apps";

/** Stores the sample apps at the first start, all or none. Deleted apps stay deleted. */
export async function seedAppsOnce(context: Context): Promise<void> {
  const done = await context.db
    .selectFrom("meta")
    .select("key")
    .where("key", "=", APPS_MARK)
    .executeTakeFirst();
  if (done) return;
  await context.db.transaction().execute(async (transaction) => {
    for (const seed of seedApps) {
      await storeSeedApp(context, transaction, seed);
    }
    await transaction
      .insertInto("meta")
      .values({ key: APPS_MARK, value: context.now().toISOString() })
      .execute();
  });
}

async function storeSeedApp(context: Context, trx: Transaction<Tables>, seed: SeedApp): Promise<void> {
  const { app, releases } = rowsOf(context, seed);
  await trx.insertInto("apps").values(app).execute();
  await trx.insertInto("releases").values(releases).execute();
  if (!seed.writer) return;
  const collaborator = {
    app_id: app.id,
    account_id: seed.writer,
    permission: "write",
  } satisfies Insertable<CollaboratorRow>;
  await trx
    .insertInto("collaborators")
    .values({ ...collaborator, id: context.newId(), created_at: app.created_at, updated_at: app.created_at })
    .execute();
}

/** Stores the app, its v1 and, if it has config vars, the v2 that sets them. */
function rowsOf(
  context: Context,
  { name, configVars, region }: SeedApp,
): { app: AppRow; releases: ReleaseRow[] } {
  const { app, release } = newAppRows(context, name, ada.id, region);
  const names = Object.keys(configVars);
  if (names.length === 0) return { app, releases: [release] };
  const config_vars = JSON.stringify(configVars);
  const description = `Set ${names.join(", ")} config vars`;
  return {
    app: { ...app, config_vars },
    releases: [
      { ...release, current: 0 },
      { ...release, id: context.newId(), version: 2, description, config_vars },
    ],
  };
}

const PIPELINE_MARK = "seeded-pipeline";

/**
 * Stores the sample pipeline and its second production app, once, also in a data folder that was seeded before pipelines
 * existed. Deleted apps stay deleted.
 */
export async function seedPipelineOnce(context: Context): Promise<void> {
  const { db, newId } = context;
  const done = await db.selectFrom("meta").select("key").where("key", "=", PIPELINE_MARK).executeTakeFirst();
  if (done) return;
  const now = context.now().toISOString();
  const stamps = { created_at: now, updated_at: now };
  await db.transaction().execute(async (trx) => {
    await trx.insertInto("meta").values({ key: PIPELINE_MARK, value: now }).execute();
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
