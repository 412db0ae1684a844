import "server-only";
import { env } from "@/lib/server/env";
import { claimUpstream } from "./claim-upstream";
import { store } from "./db";
import { migrate } from "./migrations";
import { deleteExpired } from "./sessions";

/** Migrates the store at start. Throws if it is unreachable or holds another upstream's data. */
export async function prepareStore(): Promise<void> {
  const { upstream, databaseUrl } = env();
  const { db, engine } = store();
  await migrate(db, engine, () => new Date());
  await claimUpstream(db, upstream, databaseUrl ? "DATABASE_URL" : "DATA_DIR");
  await deleteExpired(db, new Date());
}
