import "server-only";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import Database from "libsql";
import { Pool } from "pg";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log/log";
import { perProcess } from "@/lib/server/process/per-process";
import { safeDialect } from "./safe-dialect";
import type { Tables } from "./tables";

/** A PostgreSQL that does not answer fails a request instead of keeping it waiting. */
const [CONNECT_MS, QUERY_MS] = [5_000, 15_000];

/** The store, opened once per process. */
export const store = perProcess("store", () => openStore(env()));

/** Returns the query builder of the store. The schema is migrated at start. */
export function db(): Kysely<Tables> {
  return store().db;
}

type Store = { db: Kysely<Tables>; engine: "sqlite" | "postgres" };

/** Opens the store: PostgreSQL with a URL, otherwise a SQLite file in `dataDir`. Does not migrate its schema. */
export function openStore(options: { dataDir: string; databaseUrl?: string | undefined }): Store {
  const dialect = options.databaseUrl
    ? new PostgresDialect({ pool: postgres(options.databaseUrl) })
    : new SqliteDialect({ database: sqlite(options.dataDir) });
  return {
    db: new Kysely<Tables>({ dialect: safeDialect(dialect) }),
    engine: options.databaseUrl ? "postgres" : "sqlite",
  };
}

function sqlite(dataDir: string): Database.Database {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = new Database(join(/* turbopackIgnore: true */ dataDir, "slipway.db"), { timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  return database;
}

function postgres(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
  });
  // Without a listener, a connection that is lost would end the process: the pool listens only while it is idle.
  const onLost = (error: Error) => log.warn({ err: error.message }, "A connection to PostgreSQL was lost");
  pool.on("error", onLost);
  pool.on("connect", (client) => client.on("error", onLost));
  return pool;
}
