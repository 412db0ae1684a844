import type { Context } from "@/local-platform/context";
import type { DynoRow } from "@/local-platform/store/tables";

/**
 * Images do not run here. Stores rows that report the formation of an image-based app as up, so that clients can be
 * tested with such an app. Returns false, without effect, for an app with a slug or without code.
 */
export async function standIn({ db, now, newId }: Context, appId: string): Promise<boolean> {
  const release = await db
    .selectFrom("releases")
    .selectAll()
    .where("app_id", "=", appId)
    .where("current", "=", 1)
    .executeTakeFirst();
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
