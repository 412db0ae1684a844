import { SlipwayError } from "@/lib/errors/slipway-error";
import { UpstreamAccount, UpstreamRateLimit } from "@/lib/schemas/account";
import { env } from "@/lib/server/env";
import type { Heroku } from "./client";

/** `GET /account/rate-limits`: calls left in the hourly bucket. Not counted against it. */
export async function getRateLimit(heroku: Heroku): Promise<number> {
  const { data } = await heroku.request("rateLimits", { schema: UpstreamRateLimit });
  return data.remaining;
}

type TokenOwner = { id: string; email: string; name: string | null; scope: string | null };

/**
 * Returns the owner of a token that belongs to no session yet (`GET /account`), and its scopes (`Oauth-Scope`; null when
 * upstream sends none). Throws `unauthorized`, `missing_scope` or `upstream_*`.
 */
export async function fetchAccount(token: string): Promise<TokenOwner> {
  const response = await fetch(`${env().herokuApiUrl}/account`, {
    headers: {
      accept: "application/vnd.heroku+json; version=3",
      authorization: `Bearer ${token}`,
      "user-agent": "slipway",
    },
    redirect: "error",
    signal: AbortSignal.timeout(15_000),
  }).catch((cause: unknown) => {
    throw new SlipwayError("upstream_unavailable", { cause });
  });
  if (response.status === 401) throw new SlipwayError("unauthorized");
  if (response.status === 403) throw new SlipwayError("missing_scope", { scopes: ["identity"] });
  if (!response.ok) throw new SlipwayError("upstream_unavailable", { cause: response.status });
  const parsed = UpstreamAccount.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new SlipwayError("upstream_error", { cause: parsed.error });
  return {
    ...parsed.data,
    scope:
      response.headers
        .get("oauth-scope")
        ?.split(/[\s,]+/)
        .join(" ") ?? null,
  };
}
