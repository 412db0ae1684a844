import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import { env } from "@/lib/server/env";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { store } from "./db";
import type { Tables } from "./tables";

/** The tokens of a grant. `expiresAt` is null if the identity host returns no expiry. */
export type Tokens = { access: string; refresh: string | null; expiresAt: Date | null };

const Row = z.object({
  id: z.string(),
  user_id: z.string(),
  scope: z.string(),
  access_token: z.string(),
  refresh_token: z.string().nullable(),
  access_expires_at: z.iso.datetime().nullable(),
});

/** A grant with its tokens in clear. */
export type StoredGrant = { id: string; userId: string; scope: string; tokens: Tokens };

type Db = Kysely<Tables> | Transaction<Tables>;

/** Stores the sealed tokens of a new grant. Returns its id. */
export async function insertGrant(db: Db, userId: string, scope: string, tokens: Tokens): Promise<string> {
  const id = randomUUID();
  const now = new Date().toISOString();
  await db
    .insertInto("grants")
    .values({ id, user_id: userId, scope, ...sealed(id, tokens), created_at: now, updated_at: now })
    .execute();
  return id;
}

/** Replaces a grant's tokens. Keeps the stored refresh token if the new one is null. */
export async function updateTokens(db: Db, id: string, tokens: Tokens): Promise<void> {
  const { refresh_token, ...rest } = sealed(id, tokens);
  await db
    .updateTable("grants")
    .set({ ...rest, ...(refresh_token ? { refresh_token } : {}), updated_at: new Date().toISOString() })
    .where("id", "=", id)
    .execute();
}

/** Returns a grant, or null if it was deleted. `lock` locks its row against other servers (PostgreSQL only). */
export async function readGrant(db: Db, id: string, lock = false): Promise<StoredGrant | null> {
  let query = db.selectFrom("grants").selectAll().where("id", "=", id);
  if (lock && store().engine === "postgres") query = query.forUpdate();
  const found = await query.executeTakeFirst();
  if (!found) return null;
  const row = Row.parse(found);
  const access = open(row.access_token, secrets(), `${id}:access`);
  const refresh = row.refresh_token ? open(row.refresh_token, secrets(), `${id}:refresh`) : null;
  const tokens = {
    access: access.text,
    refresh: refresh?.text ?? null,
    expiresAt: row.access_expires_at ? new Date(row.access_expires_at) : null,
  };
  if (access.stale || refresh?.stale) await updateTokens(db, id, tokens);
  return { id, userId: row.user_id, scope: row.scope, tokens };
}

function secrets(): string[] {
  const previous = env().secretPrevious;
  return previous ? [secret(), previous] : [secret()];
}

function sealed(id: string, tokens: Tokens) {
  return {
    access_token: seal(tokens.access, secret(), `${id}:access`),
    refresh_token: tokens.refresh ? seal(tokens.refresh, secret(), `${id}:refresh`) : null,
    access_expires_at: tokens.expiresAt?.toISOString() ?? null,
  };
}
