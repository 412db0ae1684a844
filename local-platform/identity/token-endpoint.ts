import { createHash } from "node:crypto";
import type { Context } from "@/local-platform/context";
import { ApiError } from "@/local-platform/http/api-error";
import type { TokenRow } from "@/local-platform/store/tables";
import type { OauthClient } from "./tokens";
import { findToken, hashOf, issueToken, spendToken } from "./tokens";

/**
 * `POST /oauth/token`: exchanges a code or a refresh token for new tokens and invalidates the refresh token.
 * Errors have Heroku's format. An error of the code or refresh token has RFC 6749's `invalid_grant`, which
 * distinguishes it from an error of the client.
 */
export async function answerToken(context: Context, client: OauthClient | null, request: Request) {
  const fields = await fieldsOf(request);
  const secret = fields.client_secret ?? basicPassword(request.headers.get("authorization"));
  if (!client || !secret || hashOf(secret) !== hashOf(client.secret)) {
    throw new ApiError(401, "unauthorized", "Invalid client credentials.");
  }
  const grantType = fields.grant_type ?? "authorization_code";
  if (grantType !== "refresh_token" && grantType !== "authorization_code") {
    throw new ApiError(422, "invalid_params", `The grant_type ${grantType} is not supported.`);
  }
  const row =
    grantType === "refresh_token" ? await spendRefresh(context, fields) : await spendCode(context, fields);
  const { account_id, client_id, scope, authorization_id } = row;
  const shared = { account_id, client_id, scope, authorization_id };
  return {
    access_token: await issueToken(context, { ...shared, kind: "access", forMs: context.limits.tokenMs }),
    expires_in: Math.max(0, Math.floor(context.limits.tokenMs / 1000) - 1),
    refresh_token: await issueToken(context, { ...shared, kind: "refresh", forMs: null }),
    token_type: "Bearer",
    user_id: account_id,
    session_nonce: null,
  };
}

type Fields = Record<string, string | undefined>;

async function spendCode(context: Context, fields: Fields): Promise<TokenRow> {
  if (!fields.code) throw new ApiError(400, "bad_request", "Require params: code.");
  const row = await findToken(context, fields.code, "code");
  if (!row || !(await spendToken(context, row.hash))) {
    throw invalidGrant("This authorization code is unknown, used or expired.");
  }
  if (row.code_challenge !== null) {
    const shown = createHash("sha256")
      .update(fields.code_verifier ?? "")
      .digest("base64url");
    if (shown !== row.code_challenge) throw invalidGrant("The code_verifier does not fit.");
  }
  return row;
}

async function spendRefresh(context: Context, fields: Fields): Promise<TokenRow> {
  if (!fields.refresh_token) throw new ApiError(400, "bad_request", "Require params: refresh_token.");
  const row = await findToken(context, fields.refresh_token, "refresh");
  if (!row || !(await spendToken(context, row.hash))) {
    throw invalidGrant("This refresh token is unknown or was used before.");
  }
  return row;
}

function invalidGrant(message: string): ApiError {
  return new ApiError(401, "unauthorized", message, { error: "invalid_grant" });
}

async function fieldsOf(request: Request): Promise<Fields> {
  const text = await request.text();
  if (!request.headers.get("content-type")?.includes("json"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const body: unknown = JSON.parse(text);
    const entries = typeof body === "object" && body !== null ? Object.entries(body) : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  } catch {
    throw new ApiError(400, "bad_request", "Unable to parse request body.");
  }
}

function basicPassword(header: string | null): string | undefined {
  const [, value] = /^basic\s+(\S+)$/i.exec(header ?? "") ?? [];
  if (!value) return undefined;
  const pair = Buffer.from(value, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}
