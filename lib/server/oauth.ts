import "server-only";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "./env";
import { log } from "./log";

/** Token answer of the identity host. Times become absolute. */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.number().nullish(),
});
export type Tokens = { access: string; refresh: string | null; expiresAt: Date | null };

/** Trades an authorization code for tokens. Throws `unauthorized` when refused. */
export function exchangeCode(code: string, verifier: string | undefined): Promise<Tokens> {
  return requestTokens({
    grant_type: "authorization_code",
    code,
    ...(verifier ? { code_verifier: verifier } : {}),
  });
}

/** Spends a refresh token. Throws `unauthorized` when refused, `upstream_unavailable` when nobody answers. */
export function refreshTokens(refresh: string): Promise<Tokens> {
  return requestTokens({ grant_type: "refresh_token", refresh_token: refresh });
}

async function requestTokens(fields: Record<string, string>): Promise<Tokens> {
  const { client, herokuIdUrl } = env();
  if (!client) throw new SlipwayError("unauthorized");
  const response = await fetch(`${herokuIdUrl}/oauth/token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ ...fields, client_id: client.id, client_secret: client.secret }),
    redirect: "error",
    signal: AbortSignal.timeout(15_000),
  }).catch((cause: unknown) => {
    throw new SlipwayError("upstream_unavailable", { cause });
  });
  return tokensOf(response, await response.text());
}

/** Refusals come Heroku-shaped, RFC-shaped or as a bare sentence: only the status is relied on. */
function tokensOf(response: Response, body: string): Tokens {
  const requestId = response.headers.get("request-id") ?? undefined;
  if (response.status >= 500 || response.status === 429) {
    throw new SlipwayError("upstream_unavailable", {
      ...(requestId ? { requestId } : {}),
      cause: response.status,
    });
  }
  if (!response.ok) {
    log.warn({ status: response.status, answer: body.slice(0, 200) }, "The identity host refused a token");
    throw new SlipwayError("unauthorized", { cause: response.status });
  }
  const parsed = TokenAnswer.safeParse(parseJson(body));
  if (!parsed.success) throw new SlipwayError("upstream_error", { cause: parsed.error });
  const { access_token, refresh_token, expires_in } = parsed.data;
  return {
    access: access_token,
    refresh: refresh_token ?? null,
    expiresAt: expires_in ? new Date(Date.now() + expires_in * 1000) : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
