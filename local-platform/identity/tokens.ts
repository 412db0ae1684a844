import { createHash, randomBytes } from "node:crypto";
import type { Context } from "@/local-platform/context";
import type { AccountRow, TokenRow } from "@/local-platform/store/tables";

/** The OAuth client of the dashboard. The redirect always goes to its registered URI, regardless of the request. */
export type OauthClient = { id: string; secret: string; name: string; redirectUri: string };

/** Heroku's token format since April 2025: HRKU-AA and 58 characters of base64url, 65 in total. */
export function newToken(): string {
  return `HRKU-AA${randomBytes(44).toString("base64url").slice(0, 58)}`;
}

/** Returns the hash of a secret; the secret itself is not stored. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

type Issue = Pick<TokenRow, "kind" | "account_id" | "client_id" | "scope" | "authorization_id"> & {
  code_challenge?: string | null;
  /** null if it does not expire. */
  forMs: number | null;
};

/** Stores the hash of a new secret (or of `secret`) and returns the secret. */
export async function issueToken(context: Context, issue: Issue, secret = newToken()): Promise<string> {
  const now = context.now();
  const { forMs, code_challenge = null, ...rest } = issue;
  await context.db
    .insertInto("tokens")
    .values({
      ...rest,
      code_challenge,
      hash: hashOf(secret),
      expires_at: forMs === null ? null : new Date(now.getTime() + forMs).toISOString(),
      created_at: now.toISOString(),
    })
    .execute();
  return secret;
}

/** Returns the token row of a secret, or nothing if it is unknown, of another kind, or expired. */
export async function findToken(
  context: Context,
  secret: string,
  kind: TokenRow["kind"],
): Promise<TokenRow | undefined> {
  const row = await context.db
    .selectFrom("tokens")
    .selectAll()
    .where("hash", "=", hashOf(secret))
    .where("kind", "=", kind)
    .executeTakeFirst();
  const expired = row?.expires_at && Date.parse(row.expires_at) <= context.now().getTime();
  return expired ? undefined : row;
}

/** Invalidates a token. Returns false if it was already invalidated: a secret can be used once. */
export async function spendToken(context: Context, hash: string): Promise<boolean> {
  const result = await context.db.deleteFrom("tokens").where("hash", "=", hash).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Revokes access tokens of a user, like signing out of Heroku; refresh tokens too if `kinds` includes them. */
export async function revokeTokens(
  context: Context,
  accountId: string,
  kinds: TokenRow["kind"][],
): Promise<void> {
  await context.db
    .deleteFrom("tokens")
    .where("account_id", "=", accountId)
    .where("client_id", "is not", null)
    .where("kind", "in", kinds)
    .execute();
}

export async function forgetExpiredTokens(context: Context): Promise<void> {
  await context.db
    .deleteFrom("tokens")
    .where("expires_at", "is not", null)
    .where("expires_at", "<=", context.now().toISOString())
    .execute();
}

export async function findAccount(context: Context, id: string): Promise<AccountRow> {
  return context.db.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}
