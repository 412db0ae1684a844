import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Env } from "@/lib/server/env";
import { fetchAccount } from "@/lib/server/session/account";
import { exchangeCode } from "@/lib/server/session/oauth";

type HerokuProfile = { id: string; email: string; name?: string; scope?: string };

/**
 * The OAuth provider for Heroku or the local platform: authorization code, state and PKCE. Heroku ignores `redirect_uri`
 * and the PKCE parameters and returns errors in its own shape, so the code exchange is ours and not next-auth's.
 */
export function herokuProvider(config: Env): OAuthConfig<HerokuProfile> {
  return {
    id: "heroku",
    name: "Heroku",
    type: "oauth",
    ...(config.client ? { clientId: config.client.id, clientSecret: config.client.secret } : {}),
    authorization: { url: `${config.herokuIdUrl}/oauth/authorize`, params: { scope: config.scope } },
    checks: ["state", "pkce"],
    token: {
      url: `${config.herokuIdUrl}/oauth/token`,
      request: async ({ params, checks }) => {
        if (!params.code || !params.state || params.state !== checks.state)
          throw new SlipwayError("unauthorized");
        const tokens = await exchangeCode(params.code, checks.code_verifier);
        return {
          tokens: {
            access_token: tokens.access,
            ...(tokens.refresh ? { refresh_token: tokens.refresh } : {}),
            ...(tokens.expiresAt ? { expires_at: Math.floor(tokens.expiresAt.getTime() / 1000) } : {}),
          },
        };
      },
    },
    userinfo: {
      url: `${config.herokuApiUrl}/account`,
      request: async ({ tokens }): Promise<HerokuProfile> => {
        const { id, email, name, scope } = await fetchAccount(tokens.access_token ?? "");
        return { id, email, ...(name ? { name } : {}), ...(scope ? { scope } : {}) };
      },
    },
    profile: ({ id, email, name }) => ({ id, email, name }),
  };
}
