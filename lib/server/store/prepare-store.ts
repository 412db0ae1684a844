import type { Kysely } from "kysely";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { store } from "./db";
import { migrate } from "./migrations";
import { deleteExpired } from "./sessions";
import type { Tables } from "./tables";

/** Migrates the store at start. Throws if it cannot be used or holds another upstream's data, naming the variable. */
export async function prepareStore(): Promise<void> {
  const { upstream, databaseUrl } = env();
  const variable = databaseUrl ? "DATABASE_URL" : "DATA_DIR";
  try {
    const { db, engine } = store();
    await migrate(db, engine, () => new Date());
    await claimUpstream(db, upstream, variable);
    await deleteExpired(db, new Date());
  } catch (error) {
    if (error instanceof UpstreamMismatch) throw error;
    const cause = error instanceof SlipwayError ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${variable}: Slipway's store cannot be used: ${why}`, { cause: error });
  }
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
