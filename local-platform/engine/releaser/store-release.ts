import type { Insertable, Transaction, Updateable } from "kysely";
import type { Context } from "@/local-platform/context";
import type { ReleaseRequest } from "@/local-platform/engine/engine";
import { settleTarget } from "@/local-platform/engine/promoter/store-promotion";
import type { ReleaseRow, SlugRow, Tables } from "@/local-platform/store/tables";
import { parseProcessTypes } from "./config-vars";

/**
 * Stores an app's next release in the caller's transaction. `atOnce`: it has no release phase and no release to
 * wait for, and is current immediately.
 */
export async function storeRelease(
  trx: Transaction<Tables>,
  request: ReleaseRequest,
  context: Pick<Context, "now" | "newId">,
) {
  const { now, newId } = context;
  const { appId } = request;
  const app = await trx.selectFrom("apps").selectAll().where("id", "=", appId).executeTakeFirst();
  if (!app) throw new Error(`There is no app ${appId} any more.`);
  const configVars = request.configVars ? JSON.stringify(request.configVars) : app.config_vars;
  if (configVars !== app.config_vars) {
    const changed = { config_vars: configVars, updated_at: now().toISOString() };
    await trx.updateTable("apps").set(changed).where("id", "=", appId).execute();
  }
  const earlier = trx.selectFrom("releases").where("app_id", "=", appId);
  const newest = await earlier.select("version").orderBy("version", "desc").executeTakeFirst();
  const waiting = await earlier.select("id").where("status", "=", "pending").executeTakeFirst();
  const slug = await slugOf(trx, request.slugId);
  const phase = slug !== null && parseProcessTypes(slug.process_types).release !== undefined;
  const time = now().toISOString();
  const row = {
    id: newId(),
    app_id: appId,
    version: (newest?.version ?? 0) + 1,
    user_id: request.userId,
    status: "pending",
    current: 0,
    description: request.description,
    slug_id: request.slugId,
    image_id: request.imageId ?? null,
    config_vars: configVars,
    release_phase: phase ? 1 : 0,
    created_at: time,
    updated_at: time,
  } satisfies Insertable<ReleaseRow>;
  await trx.insertInto("releases").values(row).execute();
  const atOnce = !phase && !waiting;
  if (atOnce) await activate(trx, row, slug, context);
  return { row, phase, atOnce };
}

export async function slugOf(
  on: Pick<Transaction<Tables>, "selectFrom">,
  id: string | null,
): Promise<SlugRow | null> {
  if (id === null) return null;
  return (await on.selectFrom("slugs").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Makes a release the current one of its app and updates app and formation, in the caller's transaction. */
export async function activate(
  trx: Transaction<Tables>,
  release: Pick<ReleaseRow, "id" | "app_id" | "image_id">,
  slug: SlugRow | null,
  { now, newId }: Pick<Context, "now" | "newId">,
): Promise<void> {
  const time = now().toISOString();
  const { id, app_id: appId } = release;
  await trx
    .updateTable("releases")
    .set({ current: 0 })
    .where("app_id", "=", appId)
    .where("current", "=", 1)
    .execute();
  const moved = { current: 1, status: "succeeded", updated_at: time } satisfies Updateable<ReleaseRow>;
  await trx.updateTable("releases").set(moved).where("id", "=", id).execute();
  await settleTarget(trx, id, null, time);
  await trx
    .updateTable("apps")
    .set({ released_at: time, updated_at: time })
    .where("id", "=", appId)
    .execute();
  if (release.image_id) await takeImage(trx, appId, release.image_id, time, newId);
  if (!slug) return;
  const described = {
    slug_size: slug.size,
    buildpack_provided_description: slug.buildpack_provided_description,
  };
  await trx.updateTable("apps").set(described).where("id", "=", appId).execute();
  await updateFormation(trx, appId, parseProcessTypes(slug.process_types), time, newId);
}

async function takeImage(
  trx: Transaction<Tables>,
  appId: string,
  imageId: string,
  time: string,
  newId: () => string,
) {
  const query = trx.selectFrom("oci_images").select("process_types").where("id", "=", imageId);
  const image = await query.executeTakeFirst();
  if (image) await updateFormation(trx, appId, parseProcessTypes(image.process_types), time, newId);
}

/** Adds a row for each new process type (quantity 1 for web, else 0) and deletes those of removed types. */
async function updateFormation(
  trx: Transaction<Tables>,
  appId: string,
  types: Record<string, string>,
  time: string,
  newId: () => string,
) {
  const rows = await trx.selectFrom("formation").selectAll().where("app_id", "=", appId).execute();
  const gone = rows.filter((row) => types[row.type] === undefined).map((row) => row.id);
  if (gone.length > 0) await trx.deleteFrom("formation").where("id", "in", gone).execute();
  for (const [type, command] of Object.entries(types)) {
    const known = rows.find((row) => row.type === type);
    if (known?.command === command) continue;
    if (known) {
      await trx
        .updateTable("formation")
        .set({ command, updated_at: time })
        .where("id", "=", known.id)
        .execute();
      continue;
    }
    const quantity = type === "web" ? 1 : 0;
    const created = { id: newId(), app_id: appId, type, quantity, size: "Basic", command };
    await trx
      .insertInto("formation")
      .values({ ...created, created_at: time, updated_at: time })
      .execute();
  }
}
