import "server-only";
import type { Kysely } from "kysely";
import { env } from "@/lib/server/env";
import { migrate } from "./migrations";
import { openStore, type Store } from "./open";
import { deleteExpired } from "./sessions";
import type { Tables } from "./tables";
import { claimUpstream } from "./upstream";

// Routes, pages and instrumentation are bundled apart: only globalThis is common to them.
declare global {
  var slipwayStore: Store | undefined;
}

/** The store, opened once per process. */
export function store(): Store {
  globalThis.slipwayStore ??= openStore(env());
  return globalThis.slipwayStore;
}

/** Queries against the store. Its schema was brought up to date when the server started. */
export function db(): Kysely<Tables> {
  return store().db;
}

/** Called once at start. Throws when the store holds the data of another upstream or cannot be reached. */
export async function prepareStore(): Promise<void> {
  const { upstream, databaseUrl } = env();
  const { db, engine } = store();
  await migrate(db, engine, () => new Date());
  await claimUpstream(db, upstream, databaseUrl ? "DATABASE_URL" : "DATA_DIR");
  await deleteExpired(db, new Date());
}
