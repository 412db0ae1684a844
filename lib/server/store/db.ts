import "server-only";
import type { Kysely } from "kysely";
import { env } from "@/lib/server/env";
import { openStore, type Store } from "./open";
import type { Tables } from "./tables";

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
