import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Grant } from "@/lib/server/heroku/grant";
import { db, store } from "@/lib/server/store/db";
import { readGrant, type StoredGrant, updateTokens } from "@/lib/server/store/grants";
import { deleteGrant } from "@/lib/server/store/sessions";
import { refreshTokens } from "./oauth";

declare global {
  var slipwayRefreshes: Map<string, Promise<string>> | undefined;
}

const SOON_MS = 60_000;

/** The grant of a sign-in. */
export function grantOf(stored: { id: string; userId: string; scope: string }): Grant {
  return {
    id: stored.id,
    accountId: stored.userId,
    scope: stored.scope,
    accessToken: async () => {
      const { tokens } = existing(await readGrant(db(), stored.id));
      const expiresSoon = tokens.expiresAt !== null && tokens.expiresAt.getTime() - Date.now() < SOON_MS;
      return expiresSoon && tokens.refresh ? refreshOnce(stored.id, tokens.access) : tokens.access;
    },
    refreshAfter401: (staleToken) => refreshOnce(stored.id, staleToken),
  };
}

/** The grant of `HEROKU_API_KEY`: it cannot be refreshed. */
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

/** One refresh at a time per grant: a rotated refresh token must never be spent twice. */
function refreshOnce(id: string, staleToken: string): Promise<string> {
  globalThis.slipwayRefreshes ??= new Map();
  const flights = globalThis.slipwayRefreshes;
  const flying = flights.get(id);
  if (flying) return flying;
  const flight = refreshLocked(id, staleToken).finally(() => flights.delete(id));
  flights.set(id, flight);
  return flight;
}

/** On PostgreSQL other servers wait at the row; SQLite has one server, and no lock is held while upstream answers. */
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
  // Somebody else was quicker: their token is as good as ours would be.
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
