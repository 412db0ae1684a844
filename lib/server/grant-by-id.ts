import "server-only";
import { env } from "./env";
import { type Grant, grantOf } from "./grants";
import { keySession } from "./key-session";
import { db } from "./store/db";
import { readGrant } from "./store/grants";

/** A grant for work that goes on after its session, or null when it has ended. */
export async function grantById(id: string): Promise<Grant | null> {
  const { apiKey } = env();
  if (id === "key") return apiKey ? (await keySession(apiKey)).grant : null;
  const stored = await readGrant(db(), id);
  return stored && grantOf(stored);
}
