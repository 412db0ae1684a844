import type { Kysely } from "kysely";
import { env } from "@/lib/server/env";
import { store } from "./db";
import { migrate } from "./migrations";
import { deleteExpired } from "./sessions";
import type { Tables } from "./tables";

/** Migrates the store at start. Throws if it is unreachable or holds another upstream's data. */
export async function prepareStore(): Promise<void> {
  const { upstream, databaseUrl } = env();
  const { db, engine } = store();
  await migrate(db, engine, () => new Date());
  await claimUpstream(db, upstream, databaseUrl ? "DATABASE_URL" : "DATA_DIR");
  await deleteExpired(db, new Date());
}

/**
 * Marks the store as holding the data of this upstream. Throws if it holds another's, whose sessions, grants and ids
 * are invalid here.
 */
export async function claimUpstream(db: Kysely<Tables>, upstream: string, variable: string): Promise<void> {
  await db
    .insertInto("meta")
    .values({ key: "upstream", value: upstream })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const row = await db
    .selectFrom("meta")
    .select("value")
    .where("key", "=", "upstream")
    .executeTakeFirstOrThrow();
  if (row.value !== upstream) {
    throw new UpstreamMismatch(
      `The store of ${variable} holds data of ${row.value}, and Slipway was started for ${upstream}. ` +
        `Data of different upstreams never mix: set ${variable} to another place, for example DATA_DIR=.data-heroku.`,
    );
  }
}

class UpstreamMismatch extends Error {
  override name = "UpstreamMismatch";
}
