import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log/log";
import type { Tokens } from "@/lib/server/store/grants";

/** The identity host's response to a token request. */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.number().nullish(),
});

/** Errors come in Heroku's shape (`id`), in that of RFC 6749 (`error`), as an HTML page or as plain text. */
const Refusal = z.object({ id: z.string().optional(), error: z.string().optional() });

/** Exchanges an authorization code for tokens. Throws the errors of `requestTokens`. */
export function exchangeCode(code: string, verifier: string | undefined): Promise<Tokens> {
  return requestTokens({
    grant_type: "authorization_code",
    code,
    ...(verifier ? { code_verifier: verifier } : {}),
  });
}

/** Exchanges a refresh token for new tokens. Throws the errors of `requestTokens`. */
export function refreshTokens(refresh: string): Promise<Tokens> {
  return requestTokens({ grant_type: "refresh_token", refresh_token: refresh });
}

/** Throws `unauthorized` if the code or token itself is rejected (`invalid_grant`), else `upstream_*`. */
async function requestTokens(fields: Record<string, string>): Promise<Tokens> {
  const { client, herokuIdUrl } = env();
  if (!client) throw new SlipwayError("internal", { cause: new Error("There is no OAuth client") });
  const response = await post(`${herokuIdUrl}/oauth/token`, {
    ...fields,
    client_id: client.id,
    client_secret: client.secret,
  }).catch((cause: unknown) => {
    throw new SlipwayError("upstream_unavailable", { cause });
  });
  return tokensOf(response);
}

type TokenResponse = { status: number; requestId: string | null; body: string };

async function post(url: string, fields: Record<string, string>): Promise<TokenResponse> {
  const response = await fetch(url, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(fields),
    redirect: "error",
    signal: AbortSignal.timeout(15_000),
  });
  const requestId = response.headers.get("request-id");
  return { status: response.status, requestId, body: await response.text() };
}

/**
 * Only `invalid_grant` means that the grant is invalid. Any other error concerns this server (`invalid_client`), its
 * address (a firewall's page) or the moment (429), and does not need a new sign-in.
 */
function tokensOf({ status, requestId, body }: TokenResponse): Tokens {
  if (status >= 300) throw refusalOf({ status, requestId, body });
  const parsed = TokenAnswer.safeParse(parseJson(body));
  if (!parsed.success) throw new SlipwayError("upstream_error", { cause: parsed.error });
  const { access_token, refresh_token, expires_in } = parsed.data;
  return {
    access: access_token,
    refresh: refresh_token ?? null,
    expiresAt: expires_in ? new Date(Date.now() + expires_in * 1000) : null,
  };
}

function refusalOf({ status, requestId, body }: TokenResponse): SlipwayError {
  const refusal = Refusal.safeParse(parseJson(body)).data;
  const isGrantRefused = status < 500 && (refusal?.error ?? refusal?.id) === "invalid_grant";
  log.warn({ status, answer: body.slice(0, 200) }, "The identity host refused a token request");
  return new SlipwayError(isGrantRefused ? "unauthorized" : "upstream_unavailable", {
    ...(isGrantRefused
      ? {}
      : { detail: `Heroku's sign-in service answered ${status}; if that stays, sign out and in again.` }),
    requestId,
    cause: status,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const Authorizations = z.array(
  z.object({ id: z.string(), access_token: z.object({ token: z.string().nullish() }).nullish() }),
);

/**
 * Revokes the authorization of a token upstream (`DELETE /oauth/authorizations/:id`). Returns true if it was revoked:
 * most scopes are not allowed to, and signing out does not depend on it.
 */
export async function revoke(token: string): Promise<boolean> {
  try {
    const listed = await call("GET", "/oauth/authorizations", token);
    if (!listed.ok) return false;
    const own = Authorizations.parse(await listed.json()).find((item) => item.access_token?.token === token);
    return own
      ? (await call("DELETE", `/oauth/authorizations/${encodeURIComponent(own.id)}`, token)).ok
      : false;
  } catch {
    return false;
  }
}

function call(method: "GET" | "DELETE", path: string, token: string): Promise<Response> {
  return fetch(env().herokuApiUrl + path, {
    method,
    headers: { accept: "application/vnd.heroku+json; version=3", authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(3_000),
  });
}
