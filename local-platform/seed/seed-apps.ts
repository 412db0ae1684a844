import type { Insertable, Transaction } from "kysely";
import type { Context } from "../context";
import { newAppRows } from "../resources/new-app";
import type { AppRow, CollaboratorRow, ReleaseRow, Tables } from "../store/tables";
import { ada } from "./people";
import { type SeedApp, seedApps } from "./plan";

const DONE = "seeded-apps";

/** Stores the sample apps at the first start, all or none. Deleted apps stay deleted. */
export async function seedAppsOnce(context: Context): Promise<void> {
  const done = await context.db.selectFrom("meta").select("key").where("key", "=", DONE).executeTakeFirst();
  if (done) return;
  await context.db.transaction().execute(async (transaction) => {
    for (const seed of seedApps) {
      await storeSeedApp(context, transaction, seed);
    }
    await transaction.insertInto("meta").values({ key: DONE, value: context.now().toISOString() }).execute();
  });
}

export async function storeSeedApp(context: Context, trx: Transaction<Tables>, seed: SeedApp): Promise<void> {
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
