import { createHash, randomBytes } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import type { ScreenPairing } from "@/lib/schemas/screen";
import { env } from "@/lib/server/env";
import { fetchAccount } from "@/lib/server/heroku/account";
import { JsonResponse } from "@/lib/server/http/response";
import { log } from "@/lib/server/log/log";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { attemptsIn, beganAt } from "@/lib/server/session/auth/attempts";
import { seeOther } from "@/lib/server/session/auth/route-handlers";
import { cookieFor, cookieIn, cookieNames } from "@/lib/server/session/cookie";
import type { Session } from "@/lib/server/session/find-session";
import { sessionByToken } from "@/lib/server/session/find-session";
import { exchangeCode, revoke } from "@/lib/server/session/oauth";
import { db } from "@/lib/server/store/db";
import { ScreenConsentRow } from "@/lib/server/store/screen-rows";
import type { NewGrant } from "./backers";
import { PendingScreenAction, runPendingScreenAction } from "./pending-screen-action";
import { getScreen } from "./screen-access";

/** Time limit of an OAuth round trip. */
const CONSENT_MS = 15 * 60_000;

/** OAuth scopes of a screen: no config vars, no writes. */
const SCREEN_SCOPE = "identity read";

/** Distinguishes screen consents from sign-ins, which return to the same callback URL. */
const STATE_PREFIX = "screen.";
const cookie = () => cookieFor(env(), "screen-consent");

/** Starts the OAuth round trip for a screen's grant. The response must carry `setCookie`. */
async function beginConsent(
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
    action: JSON.stringify(action),
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
function consentState(search: URLSearchParams, headers: Headers): string | null {
  const state = search.get("state");
  if (state !== null) return state.startsWith(STATE_PREFIX) ? state : null;
  // Heroku returns a denial without state: it is attributed to the newest attempt of this browser.
  const [, began, last] = /^(\d+)\.(.+)$/.exec(cookieIn(headers, cookie().name) ?? "") ?? [];
  const [newest] = attemptsIn(cookieNames(headers));
  return last && (!newest || beganAt(newest) < Number(began)) ? last : null;
}

/** Returns the header that deletes the state cookie. */
function endedConsent(): string {
  return stateCookie("", 0);
}

/** Returns a consent's pending action and deletes it. Returns null if it is unknown, expired or of another session. */
async function takeConsent(
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
  return { action: PendingScreenAction.parse(JSON.parse(row.action)), verifier: text };
}

/** Exchanges the code for the screen's own grant. Throws `forbidden` if another account gave the consent. */
async function grantOfConsent(code: string, verifier: string, session: Session): Promise<NewGrant> {
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

const READ_SCOPES = ["identity", "read", "read-protected"];
const UNUSABLE = new Map<string, string>([
  ["unauthorized", "Heroku does not know this token."],
  ["missing_scope", "This token may not say whose it is: it lacks the scope identity."],
]);

/**
 * Obtains a grant for a screen and runs the pending action: at once with a token or HEROKU_API_KEY, otherwise after a
 * round trip to the identity host. Responds with `ScreenPairing`.
 */
export async function beginGrant(
  action: PendingScreenAction,
  token: string | undefined,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenPairing>> {
  if (token === undefined && !env().apiKey) {
    const { url, setCookie } = await beginConsent(action, session, now);
    return new JsonResponse(202, { screen: null, consent_url: url }, { "set-cookie": setCookie });
  }
  const grant = token === undefined ? ({ via: "key" } satisfies NewGrant) : await readOnlyGrant(token);
  return finishedResponse(await runPendingScreenAction(action, session.user, grant, now), session, now);
}

/** Returns the response for a finished action. */
export async function finishedResponse(
  screen: string,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenPairing>> {
  return new JsonResponse(201, { screen: await getScreen(screen, session, now), consent_url: null });
}

/** Creates the grant of a pasted token. Throws `writing_token` unless upstream reports it as read-only. */
async function readOnlyGrant(token: string): Promise<NewGrant> {
  const { id, email, name, scope } = await fetchAccount(token).catch((error: unknown) => {
    if (!(error instanceof SlipwayError)) throw error;
    const detail = UNUSABLE.get(error.id);
    throw detail ? new SlipwayError("invalid_params", { detail }) : error;
  });
  const scopes = scope?.split(" ") ?? ["unknown"];
  if (!scopes.every((each) => READ_SCOPES.includes(each)) || !scopes.some((each) => each.startsWith("read")))
    throw new SlipwayError("writing_token", {
      ...(scope === null ? { detail: "Heroku does not say what this token can do." } : {}),
      ...(scope === "identity" ? { detail: "This token can read an account, and no apps." } : {}),
    });
  return {
    via: "token",
    account: { id, email, name },
    scope: scopes.join(" "),
    tokens: { access: token, refresh: null, expiresAt: null },
  };
}

/**
 * Handles the OAuth callback of a screen consent: redirects to the page of screens with the outcome. Returns null if
 * the callback belongs to a sign-in.
 */
export async function finishConsent(search: URLSearchParams, headers: Headers): Promise<Response | null> {
  const state = consentState(search, headers);
  if (!state) return null;
  const response = await finish(state, search, headers);
  response.headers.append("set-cookie", endedConsent());
  return response;
}

async function finish(state: string, search: URLSearchParams, headers: Headers): Promise<Response> {
  const session = await sessionByToken(cookieIn(headers, cookieFor(env()).name));
  if (!session) return seeOther(paths.signIn(paths.screens()));
  const begun = await takeConsent(state, session, new Date());
  if (!begun) return toScreens({ outcome: "late" });
  const code = search.get("code");
  if (!code) return toScreens({ outcome: search.get("error") === "access_denied" ? "declined" : "error" });
  try {
    const grant = await grantOfConsent(code, begun.verifier, session);
    return toScreens({ done: await runPendingScreenAction(begun.action, session.user, grant, new Date()) });
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    log.info({ id: error.id, err: error.message }, "A screen was not given its grant");
    return toScreens({ outcome: outcomeOf(error) });
  }
}

/** Returns the outcome's id; the page has its own text for each, so a forged link cannot inject text. */
function outcomeOf({ id }: SlipwayError): string {
  if (id === "forbidden") return "another-account";
  return id === "conflict" ? "gone" : "error";
}

function toScreens(outcome: Record<string, string>): Response {
  return seeOther(`${paths.screens()}?${new URLSearchParams(outcome)}`);
}
