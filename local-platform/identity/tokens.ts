import { createHash, randomBytes } from "node:crypto";
import type { Context } from "../context";
import type { AccountRow, TokenRow } from "../store/tables";

/** Heroku's form since April 2025: HRKU-AA and 58 characters of base64url, 65 together. */
export function newToken(): string {
  return `HRKU-AA${randomBytes(44).toString("base64url").slice(0, 58)}`;
}

/** Only this is stored of a secret. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export type Issue = Pick<TokenRow, "kind" | "account_id" | "client_id" | "scope" | "authorization_id"> & {
  code_challenge?: string | null;
  /** Null: it does not expire. */
  forMs: number | null;
};

/** Stores the hash of a new secret (or of `secret`) and answers the secret. */
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

/** The token row of a secret, unless it is unknown, of another kind, or expired. */
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

/** Takes a token out of use. False when somebody else did so first: a secret is spent once. */
export async function spendToken(context: Context, hash: string): Promise<boolean> {
  const result = await context.db.deleteFrom("tokens").where("hash", "=", hash).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Ends access tokens of a person, as signing out at Heroku does; refresh tokens too when `kinds` says so. */
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
