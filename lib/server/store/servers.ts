import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { Tables } from "./tables";

type Db = Kysely<Tables>;

/** A server renews its row this often, and is gone when it has not for `GONE_MS`. */
export const HEARTBEAT_MS = 2_500;
export const GONE_MS = 7_000;
/** Rows of servers that were not stopped properly are deleted after this time. */
const FORGET_MS = 10 * 60_000;

/** The database's clock in ms. Those of the servers may differ by more than a heartbeat. */
export const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** A server and the apps that it watches. `version` is greater after each change of them. */
type Server = { id: string; apps: ReadonlySet<string>; version: number };

/** Stores a server that is alive. */
export async function storeServer(db: Db, { id, apps, version }: Server): Promise<void> {
  const row = { seen: NOW, apps: JSON.stringify([...apps]), apps_version: version };
  await db
    .insertInto("servers")
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}

/** Stores that a server is still alive. Returns false if it is not stored (any more). */
export async function renewServer(db: Db, id: string): Promise<boolean> {
  const query = db.updateTable("servers").set({ seen: NOW }).where("id", "=", id);
  return Number((await query.executeTakeFirst()).numUpdatedRows) > 0;
}

export async function deleteServer(db: Db, id: string): Promise<void> {
  await db.deleteFrom("servers").where("id", "=", id).execute();
}

export async function deleteForgottenServers(db: Db): Promise<void> {
  await db.deleteFrom("servers").where("seen", "<", before(FORGET_MS)).execute();
}

const LiveRow = z.object({ id: z.string(), version: z.number(), age: z.number() });

/** Returns the servers that are alive, and the ms since each one's last heartbeat. */
export async function listLiveServers(db: Db): Promise<z.infer<typeof LiveRow>[]> {
  const rows = await db
    .selectFrom("servers")
    .select(["id", "apps_version as version", sql<number>`(${NOW} - seen)::float8`.as("age")])
    .where("seen", ">=", before(GONE_MS))
    .execute();
  return rows.map((row) => LiveRow.parse(row));
}

/** Selects the ids of the servers that are alive. */
export const liveServers = (db: Db) =>
  db.selectFrom("servers").select("id").where("seen", ">=", before(GONE_MS));

const before = (ms: number) => sql<number>`${NOW} - ${ms}::bigint`;

const WatchedRow = z.object({
  id: z.string(),
  apps: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.string())),
  version: z.number(),
});

/** Returns the apps that these servers watch. */
export async function listWatchedApps(db: Db, ids: readonly string[]): Promise<Server[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("servers")
    .select(["id", "apps", "apps_version as version"])
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => {
    const { apps, ...server } = WatchedRow.parse(row);
    return { ...server, apps: new Set(apps) };
  });
}
