import "server-only";
import { env } from "@/lib/server/env";
import { db } from "@/lib/server/store/db";
import { findSession, type StoredSession } from "@/lib/server/store/sessions";
import { grantOf } from "./grants";
import { keySession } from "./key-session";
import type { Session } from "./session-type";

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
