import { SlipwayError } from "@/lib/errors/slipway-error";
import { ReadThroughCache } from "@/lib/server/cache";
import { env } from "@/lib/server/env";
import { fetchAccount } from "@/lib/server/heroku/account";
import type { Grant } from "@/lib/server/heroku/grant";
import { perProcess } from "@/lib/server/process/per-process";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import { findSession, type StoredSession } from "@/lib/server/store/sessions";
import { grantOf, keyGrant } from "./grants";

/** A signed-in browser and its grant. */
export type Session = {
  id: string;
  user: { id: string; email: string; name: string | null };
  grant: Grant;
};

/** Returns the session for a cookie's value, or null. With HEROKU_API_KEY, always the session of the key. */
export async function sessionByToken(token: string | undefined): Promise<Session | null> {
  const { apiKey } = env();
  if (apiKey) return keySession(apiKey);
  const stored = token ? await findSession(db(), token, new Date()) : null;
  return stored && toSession(stored);
}

function toSession(stored: StoredSession): Session {
  const { user_id: id, email, name } = stored;
  return {
    id: stored.id,
    user: { id, email, name },
    grant: grantOf({ id: stored.grant_id, userId: id, scope: stored.scope }),
  };
}

export const keySessions = perProcess(
  "key-session",
  () => new ReadThroughCache<Session>({ freshMs: Number.POSITIVE_INFINITY, max: 1 }),
);

/** Returns the session of HEROKU_API_KEY. Its account is read once; a failed read is not cached. */
function keySession(key: string): Promise<Session> {
  return keySessions().get(key, Date.now(), () => createSession(key));
}

async function createSession(key: string): Promise<Session> {
  const { scope, ...user } = await fetchAccount(key);
  return { id: "key", user, grant: keyGrant(key, user.id, scope ?? "global") };
}

/** Returns a sentence that explains why HEROKU_API_KEY does not work; null if it works or is not set. */
export async function keyProblem(): Promise<string | null> {
  try {
    const { apiKey } = env();
    if (apiKey) await keySession(apiKey);
    return null;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    if (error.id !== "unauthorized") return error.message;
    return "Heroku refused HEROKU_API_KEY. Set a new one (heroku auth:token prints it) and start Slipway again.";
  }
}

/** Returns a grant for work that outlives its session; null if the grant has ended. */
export async function grantById(id: string): Promise<Grant | null> {
  const { apiKey } = env();
  if (id === "key") return apiKey ? (await keySession(apiKey)).grant : null;
  const stored = await readGrant(db(), id);
  return stored && grantOf(stored);
}
