import type { Insertable, Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { ReleaseRequest } from "@/local-platform/engine/engine";
import { activate } from "@/local-platform/engine/releaser/activate";
import { parseProcessTypes } from "@/local-platform/engine/releaser/config-vars";
import type { ReleaseRow, SlugRow, Tables } from "@/local-platform/store/tables";

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
