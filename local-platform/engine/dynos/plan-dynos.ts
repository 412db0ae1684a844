import type { Kysely } from "kysely";
import type { DynoPlan } from "@/local-platform/engine/dynos/dyno";
import { parseConfigVars, parseProcessTypes } from "@/local-platform/engine/releaser/config-vars";
import type { Tables } from "@/local-platform/store/tables";

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
  const release = await db
    .selectFrom("releases")
    .selectAll()
    .where("app_id", "=", appId)
    .where("current", "=", 1)
    .executeTakeFirst();
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
