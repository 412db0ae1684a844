import "server-only";
import { env } from "@/lib/server/env";
import type { Grant } from "@/lib/server/heroku/grant";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import { grantOf } from "./grants";
import { keySession } from "./key-session";

/** Returns a grant for work that outlives its session; null if the grant has ended. */
export async function grantById(id: string): Promise<Grant | null> {
  const { apiKey } = env();
  if (id === "key") return apiKey ? (await keySession(apiKey)).grant : null;
  const stored = await readGrant(db(), id);
  return stored && grantOf(stored);
}
