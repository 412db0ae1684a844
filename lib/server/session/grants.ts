import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Grant } from "@/lib/server/heroku/grant";
import { perProcess } from "@/lib/server/process/per-process";
import { db, store } from "@/lib/server/store/db";
import { readGrant, type StoredGrant, updateTokens } from "@/lib/server/store/grants";
import { deleteGrant } from "@/lib/server/store/sessions";
import { refreshTokens } from "./oauth";

/** The refreshes in progress, by grant. */
export const refreshes = perProcess("token-refreshes", () => new Map<string, Promise<string>>());

/** A token that expires within this time is refreshed first. */
const EXPIRY_MARGIN_MS = 60_000;

/** Returns the grant of a sign-in. */
export function grantOf(stored: { id: string; userId: string; scope: string }): Grant {
  return {
    id: stored.id,
    accountId: stored.userId,
    scope: stored.scope,
    accessToken: async () => {
      const { tokens } = existing(await readGrant(db(), stored.id));
      const expiresSoon =
        tokens.expiresAt !== null && tokens.expiresAt.getTime() - Date.now() < EXPIRY_MARGIN_MS;
      return expiresSoon && tokens.refresh ? refreshOnce(stored.id, tokens.access) : tokens.access;
    },
    refreshAfter401: (staleToken) => refreshOnce(stored.id, staleToken),
  };
}

/** Returns the grant of `HEROKU_API_KEY`, which cannot be refreshed. */
export function keyGrant(key: string, accountId: string, scope: string): Grant {
  return {
    id: "key",
    accountId,
    scope,
    accessToken: async () => key,
    refreshAfter401: async () => {
      throw new SlipwayError("unauthorized", { detail: "Heroku refused HEROKU_API_KEY." });
    },
  };
}

/** Allows one refresh at a time per grant: a rotated refresh token must never be used twice. */
function refreshOnce(id: string, staleToken: string): Promise<string> {
  const pending = refreshes();
  const running = pending.get(id);
  if (running) return running;
  const refreshing = refreshLocked(id, staleToken).finally(() => pending.delete(id));
  pending.set(id, refreshing);
  return refreshing;
}

/** On PostgreSQL other servers wait for the row lock. SQLite has one server, so no lock is held during the request. */
async function refreshLocked(id: string, staleToken: string): Promise<string> {
  try {
    if (store().engine === "sqlite") return await refresh(id, staleToken, db());
    return await db()
      .transaction()
      .execute((trx) => refresh(id, staleToken, trx));
  } catch (error) {
    if (error instanceof SlipwayError && error.id === "unauthorized") await deleteGrant(db(), id);
    throw error;
  }
}

async function refresh(id: string, staleToken: string, connection: ReturnType<typeof db>): Promise<string> {
  const { tokens } = existing(await readGrant(connection, id, true));
  // Another request or server has refreshed the token already.
  if (tokens.access !== staleToken) return tokens.access;
  if (!tokens.refresh) throw new SlipwayError("unauthorized");
  const fresh = await refreshTokens(tokens.refresh);
  await updateTokens(connection, id, fresh);
  return fresh.access;
}

function existing(grant: StoredGrant | null): StoredGrant {
  if (!grant) throw new SlipwayError("unauthorized");
  return grant;
}
