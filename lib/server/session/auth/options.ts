import { randomBytes } from "node:crypto";
import type { Account, AuthOptions, Profile } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { type Env, env } from "@/lib/server/env";
import { fetchAccount } from "@/lib/server/heroku/account";
import { log } from "@/lib/server/log/log";
import { deriveKey } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { cookieFor } from "@/lib/server/session/cookie";
import { exchangeCode } from "@/lib/server/session/oauth";
import { safePath } from "@/lib/server/session/origin";
import { db } from "@/lib/server/store/db";
import { ABSOLUTE_MS, endSession, insertSession } from "@/lib/server/store/sessions";
import { attemptCookie } from "./attempts";

/** Returns next-auth's options for one request of a sign-in attempt; `previousToken` belongs to the session that it ends. */
export function authOptions(attempt: string | undefined, previousToken?: string): AuthOptions {
  const config = env();
  const signIn = new SignIn(previousToken, config.scope);
  return {
    secret: deriveKey(secret(), "next-auth").toString("base64url"),
    useSecureCookies: config.publicUrl.startsWith("https:"),
    cookies: authCookies(config, attempt),
    session: {
      strategy: "database",
      maxAge: ABSOLUTE_MS / 1000,
      generateSessionToken: () => randomBytes(32).toString("base64url"),
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [herokuProvider(config)],
    adapter: signIn.adapter(),
    callbacks: {
      signIn: ({ account, profile }) => signIn.begin(account, profile),
      redirect: ({ url }) => config.publicUrl + safePath(url, config.publicUrl),
    },
    logger: {
      error: (code, metadata) => log.warn({ code, err: messageOf(metadata) }, "A sign-in failed"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

function authCookies(config: Env, attempt: string | undefined): AuthOptions["cookies"] {
  return {
    sessionToken: cookieFor(config),
    callbackUrl: attemptCookie("callback", attempt),
    csrfToken: cookieFor(config, "csrf"),
    pkceCodeVerifier: attemptCookie("pkce", attempt),
    state: attemptCookie("state", attempt),
    nonce: cookieFor(config, "nonce"),
  };
}

function messageOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message;
  const inner = metadata && typeof metadata === "object" && "error" in metadata ? metadata.error : undefined;
  return inner instanceof Error ? inner.message : String(metadata);
}

type HerokuProfile = { id: string; email: string; name?: string; scope?: string };

/**
 * The OAuth provider for Heroku or the local platform: authorization code, state and PKCE. Heroku ignores `redirect_uri`
 * and the PKCE parameters and returns errors in its own shape, so the code exchange is ours and not next-auth's.
 */
function herokuProvider(config: Env): OAuthConfig<HerokuProfile> {
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

const SignedIn = z.object({
  providerAccountId: z.string(),
  access_token: z.string(),
  refresh_token: z.string().nullish(),
  expires_at: z.number().nullish(),
});
const Owner = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().default(""),
  scope: z.string().optional(),
});

/**
 * One sign-in, from the tokens to the session. next-auth stores tokens only at a user's first sign-in and keeps the
 * session of a user who signs in again. Therefore the old session ends first, and the new one is always stored here,
 * together with its own grant.
 */
export class SignIn {
  readonly #previousToken: string | undefined;
  #account: z.infer<typeof SignedIn> | undefined;
  #owner: z.infer<typeof Owner> | undefined;
  readonly #requestedScope: string;

  constructor(previousToken: string | undefined, requestedScope: string) {
    this.#previousToken = previousToken;
    this.#requestedScope = requestedScope;
  }

  /** Receives the tokens from the identity host and ends the previous session. */
  async begin(account: Account | null, profile: Profile | undefined): Promise<boolean> {
    this.#account = SignedIn.parse(account);
    this.#owner = Owner.parse(profile);
    if (this.#previousToken) await endSession(db(), this.#previousToken);
    return true;
  }

  /** The adapter functions that next-auth calls during a sign-in. */
  adapter(): Adapter {
    return {
      getUserByAccount: async ({ providerAccountId }) => this.#user(providerAccountId),
      getUser: async () => null,
      getUserByEmail: async () => null,
      getSessionAndUser: async () => null,
      createSession: async (session) => {
        await this.#store(session.sessionToken, session.expires);
        return session;
      },
    };
  }

  #user(id: string) {
    if (this.#owner?.id !== id) return null;
    return { id: this.#owner.id, email: this.#owner.email, emailVerified: null };
  }

  async #store(token: string, expires: Date): Promise<void> {
    if (!this.#account || !this.#owner) throw new Error("A session without a sign-in");
    const { access_token, refresh_token, expires_at } = this.#account;
    const { id, email, name, scope } = this.#owner;
    await insertSession(db(), {
      token,
      expires,
      person: { id, email, name: name || null },
      scope: scope ?? this.#requestedScope,
      tokens: {
        access: access_token,
        refresh: refresh_token ?? null,
        expiresAt: expires_at ? new Date(expires_at * 1000) : null,
      },
    });
  }
}
