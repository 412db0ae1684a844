import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { cookieFor } from "./cookie";
import { env } from "./env";
import { type Grant, grantOf } from "./grants";
import { keySession } from "./key-session";
import { db } from "./store/db";
import { findSession, type StoredSession } from "./store/sessions";

/** A signed-in browser, and what it may do upstream. */
export type Session = {
  id: string;
  user: { id: string; email: string; name: string | null };
  grant: Grant;
};

/** The session of the request at hand, or null. With HEROKU_API_KEY there is always the one of the key. */
export const readSession = cache(async (): Promise<Session | null> => {
  const { apiKey } = env();
  if (apiKey) return keySession(apiKey);
  const token = (await cookies()).get(cookieFor(env()).name)?.value;
  const stored = token ? await findSession(db(), token, new Date()) : null;
  return stored && toSession(stored);
});

function toSession(stored: StoredSession): Session {
  const { user_id: id, email, name } = stored;
  return {
    id: stored.id,
    user: { id, email, name },
    grant: grantOf({ id: stored.grant_id, userId: id, scope: stored.scope }),
  };
}
