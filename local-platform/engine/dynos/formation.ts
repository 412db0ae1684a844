import type { Kysely } from "kysely";
import type { Context } from "@/local-platform/context";
import { parseConfigVars, parseProcessTypes } from "@/local-platform/engine/releaser/config-vars";
import type { DynoRow, Tables } from "@/local-platform/store/tables";
import type { DynoPlan } from "./dyno";

export async function hasPreboot(db: Kysely<Tables>, appId: string): Promise<boolean> {
  const row = await db
    .selectFrom("app_features")
    .select("enabled")
    .where("app_id", "=", appId)
    .where("name", "=", "preboot")
    .executeTakeFirst();
  return row?.enabled === 1;
}

/** Returns the dynos that an app should have, from its formation and current release, without ids. */
export async function planDynos(db: Kysely<Tables>, appId: string): Promise<Omit<DynoPlan, "id">[]> {
  const release = await currentRelease(db, appId);
  if (!release?.slug_id) return [];
  const slug = await db.selectFrom("slugs").selectAll().where("id", "=", release.slug_id).executeTakeFirst();
  if (!slug) return [];
  const types = parseProcessTypes(slug.process_types);
  const formation = await db.selectFrom("formation").selectAll().where("app_id", "=", appId).execute();
  return formation.flatMap(({ type, quantity, size }) => {
    const command = types[type];
    // The release command runs in the release phase, never as a dyno of the formation.
    if (command === undefined || type === "release") return [];
    return Array.from({ length: quantity }, (_, index) => ({
      appId,
      name: `${type}.${index + 1}`,
      type,
      command,
      size,
      releaseId: release.id,
      releaseVersion: release.version,
      stack: slug.stack,
      slugKey: slug.key,
      configVars: parseConfigVars(release.config_vars),
    }));
  });
}

/**
 * Images do not run here. Stores rows that report the formation of an image-based app as up, so that clients can be
 * tested with such an app. Returns false, without effect, for an app with a slug or without code.
 */
export async function standIn({ db, now, newId }: Context, appId: string): Promise<boolean> {
  const release = await currentRelease(db, appId);
  if (!release?.image_id) return false;
  const formation = await db
    .selectFrom("formation")
    .selectAll()
    .where("app_id", "=", appId)
    .where("type", "!=", "release")
    .execute();
  const time = now().toISOString();
  const rows = formation.flatMap(({ type, quantity, size, command }) =>
    Array.from(
      { length: quantity },
      (_, index): DynoRow => ({
        id: newId(),
        app_id: appId,
        name: `${type}.${index + 1}`,
        type,
        command,
        state: "up",
        release_id: release.id,
        release_version: release.version,
        size,
        created_at: time,
        updated_at: time,
      }),
    ),
  );
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("dynos").where("app_id", "=", appId).execute();
    if (rows.length > 0) await trx.insertInto("dynos").values(rows).execute();
  });
  return true;
}

function currentRelease(db: Kysely<Tables>, appId: string) {
  return db
    .selectFrom("releases")
    .selectAll()
    .where("app_id", "=", appId)
    .where("current", "=", 1)
    .executeTakeFirst();
}
