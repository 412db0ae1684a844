import "server-only";
import type { Kysely } from "kysely";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";
import { openStore } from "./open";
import type { Tables } from "./tables";

/** The store, opened once per process. */
export const store = perProcess("store", () => openStore(env()));

/** Queries against the store. Its schema was brought up to date when the server started. */
export function db(): Kysely<Tables> {
  return store().db;
}
