import "server-only";
import { randomBytes } from "node:crypto";
import type { AuthOptions } from "next-auth";
import { type Env, env } from "@/lib/server/env";
import { log } from "@/lib/server/log/log";
import { deriveKey } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { cookieFor } from "@/lib/server/session/cookie";
import { safePath } from "@/lib/server/session/origin";
import { ABSOLUTE_MS } from "@/lib/server/store/sessions";
import { attemptCookie } from "./attempts";
import { herokuProvider } from "./provider";
import { SignIn } from "./sign-in";

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
