import type { Services } from "../services";

type Parts = Pick<Services, "context">;

/** Returns the ids of the sample builds. */
const seededBuilds = ({ context }: Parts) =>
  context.db.selectFrom("meta").select("value").where("key", "like", "seeded-build-%");

export async function wasStarted({ context }: Parts, mark: string): Promise<boolean> {
  const found = await context.db.selectFrom("meta").select("key").where("key", "=", mark).executeTakeFirst();
  return found !== undefined;
}

/** Returns true if the app has a build that is not a sample. */
export async function hasOwnBuild(parts: Parts, appId: string): Promise<boolean> {
  const own = await parts.context.db
    .selectFrom("builds")
    .select("id")
    .where("app_id", "=", appId)
    .where("id", "not in", seededBuilds(parts))
    .executeTakeFirst();
  return own !== undefined;
}

/** Returns true if the app has a release whose code is not a sample's. */
export async function hasOwnCode(parts: Parts, appId: string): Promise<boolean> {
  const { db } = parts.context;
  const own = await db
    .selectFrom("releases")
    .select("id")
    .where("app_id", "=", appId)
    .where("slug_id", "is not", null)
    .where(
      "slug_id",
      "not in",
      db
        .selectFrom("builds")
        .select("slug_id")
        .where("id", "in", seededBuilds(parts))
        .where("slug_id", "is not", null),
    )
    .executeTakeFirst();
  return own !== undefined || hasOwnBuild(parts, appId);
}
