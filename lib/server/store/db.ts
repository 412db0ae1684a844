import "server-only";
import type { Kysely } from "kysely";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";
import { openStore } from "./open-store";
import type { Tables } from "./tables";

/** The store, opened once per process. */
export const store = perProcess("store", () => openStore(env()));

/** Returns the query builder of the store. The schema is migrated at start. */
export function db(): Kysely<Tables> {
  return store().db;
}
