import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { fetchAccount } from "@/lib/server/session/account";
import { attemptsIn, beganAt } from "@/lib/server/session/auth/attempts";
import { revoke } from "@/lib/server/session/auth/revoke";
import { cookieFor, cookieIn, cookieNames } from "@/lib/server/session/cookie";
import { exchangeCode } from "@/lib/server/session/oauth";
import type { Session } from "@/lib/server/session/session-type";
import { db } from "@/lib/server/store/db";
import { ScreenConsentRow } from "@/lib/server/store/screen-rows";
import type { NewGrant } from "./backers";
import { CONSENT_MS } from "./limits";
import { PendingScreenAction } from "./pending-screen-action";

/** OAuth scopes of a screen: no config vars, no writes. */
export const SCREEN_SCOPE = "identity read";

/** Distinguishes screen consents from sign-ins, which return to the same callback URL. */
const STATE_PREFIX = "screen.";
const cookie = () => cookieFor(env(), "screen-consent");

/** Starts the OAuth round trip for a screen's grant. The response must carry `setCookie`. */
export async function beginConsent(
  action: PendingScreenAction,
  session: Session,
  now: Date,
): Promise<{ url: string; setCookie: string }> {
  const { client, herokuIdUrl, publicUrl } = env();
  if (!client) throw new SlipwayError("internal");
  const state = `${STATE_PREFIX}${randomBytes(32).toString("base64url")}`;
  const verifier = randomBytes(32).toString("base64url");
  const id = hashOf(state);
  await db().deleteFrom("screen_consents").where("expires_at", "<", now.toISOString()).execute();
  const row: ScreenConsentRow = {
    id,
    session_id: session.id,
    verifier: seal(verifier, secret(), `${id}:verifier`),
    errand: JSON.stringify(action),
    expires_at: new Date(now.getTime() + CONSENT_MS).toISOString(),
  };
  await db().insertInto("screen_consents").values(row).execute();
  const query = new URLSearchParams({
    response_type: "code",
    client_id: client.id,
    scope: SCREEN_SCOPE,
    state,
    redirect_uri: `${publicUrl}/api/auth/callback/heroku`,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return {
    url: `${herokuIdUrl}/oauth/authorize?${query}`,
    setCookie: stateCookie(`${now.getTime()}.${state}`, CONSENT_MS / 1000),
  };
}

/** Returns the state of the screen consent that a callback belongs to; null if it belongs to a sign-in. */
export function consentState(search: URLSearchParams, headers: Headers): string | null {
  const state = search.get("state");
  if (state !== null) return state.startsWith(STATE_PREFIX) ? state : null;
  // Heroku returns a denial without state: it is attributed to the newest attempt of this browser.
  const [, began, last] = /^(\d+)\.(.+)$/.exec(cookieIn(headers, cookie().name) ?? "") ?? [];
  const [newest] = attemptsIn(cookieNames(headers));
  return last && (!newest || beganAt(newest) < Number(began)) ? last : null;
}

/** Returns the header that deletes the state cookie. */
export function endedConsent(): string {
  return stateCookie("", 0);
}

/** Returns a consent's pending action and deletes it. Returns null if it is unknown, expired or of another session. */
export async function takeConsent(
  state: string,
  session: Session,
  now: Date,
): Promise<{ action: PendingScreenAction; verifier: string } | null> {
  const id = hashOf(state);
  const found = await db().selectFrom("screen_consents").selectAll().where("id", "=", id).executeTakeFirst();
  if (!found) return null;
  const row = ScreenConsentRow.parse(found);
  const taken = await db().deleteFrom("screen_consents").where("id", "=", id).executeTakeFirst();
  if (taken.numDeletedRows === 0n) return null;
  if (row.session_id !== session.id || row.expires_at <= now.toISOString()) return null;
  const previous = env().secretPrevious;
  const { text } = open(row.verifier, previous ? [secret(), previous] : [secret()], `${id}:verifier`);
  return { action: PendingScreenAction.parse(JSON.parse(row.errand)), verifier: text };
}

/** Exchanges the code for the screen's own grant. Throws `forbidden` if another account gave the consent. */
export async function grantOfConsent(code: string, verifier: string, session: Session): Promise<NewGrant> {
  const tokens = await exchangeCode(code, verifier);
  const { id, email, name, scope } = await fetchAccount(tokens.access);
  if (id !== session.user.id) {
    await revoke(tokens.access);
    throw new SlipwayError("forbidden", {
      detail: `${email} allowed it, and you are signed in as ${session.user.email}.`,
    });
  }
  return { via: "consent", account: { id, email, name }, scope: scope ?? SCREEN_SCOPE, tokens };
}

function stateCookie(value: string, seconds: number): string {
  const { name, options } = cookie();
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`;
}

function hashOf(state: string): string {
  return createHash("sha256").update(state).digest("hex");
}
