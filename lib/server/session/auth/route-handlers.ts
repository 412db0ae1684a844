import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "@/lib/server/env";
import { cookieFor, expiredCookie } from "@/lib/server/session/cookie";
import { revoke } from "@/lib/server/session/oauth";
import { safePath } from "@/lib/server/session/origin";
import { readSession } from "@/lib/server/session/session";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import { endSession, grantIdOf } from "@/lib/server/store/sessions";
import {
  attemptCookie,
  attemptsIn,
  expiredAttemptCookies,
  namedState,
  newAttempt,
  oldestCookies,
  readState,
  shortPage,
} from "./attempts";
import { authOptions } from "./options";
import { scopesToRequest } from "./scopes";

/** Starts a sign-in: returns the redirect to the identity host. The caller has checked the Origin. */
export async function beginSignIn(form: URLSearchParams, now = new Date()): Promise<Response> {
  const { publicUrl } = env();
  const attempt = newAttempt(now);
  const options = authOptions(attempt);
  const csrf = randomBytes(32).toString("hex");
  const csrfCookie = cookieFor(env(), "csrf");
  const jar = await cookies();
  const others = attemptsIn(jar.getAll().map(({ name }) => name));
  // next-auth requires its double-submit token, although our Origin check already prevents CSRF.
  const hash = createHash("sha256").update(`${csrf}${options.secret}`).digest("hex");
  jar.set(csrfCookie.name, `${csrf}|${hash}`, csrfCookie.options);
  const query = new URLSearchParams({ scope: scopesToRequest(form.get("scope")) });
  const request = new NextRequest(`${publicUrl}/api/auth/signin/heroku?${query}`, {
    method: "POST",
    body: new URLSearchParams({
      csrfToken: csrf,
      callbackUrl: shortPage(safePath(form.get("callbackUrl"), publicUrl)),
    }),
  });
  const response = await callNextAuth(request, ["signin", "heroku"], options);
  jar.delete({ name: csrfCookie.name, ...csrfCookie.options });
  if (!response) return seeOther("/sign-in?error=1");
  // A header that removes a cookie would lose its Max-Age where Next merges it with these.
  for (const { name, options } of oldestCookies(others)) jar.delete({ name, ...options });
  return toIdentityHost(response, attempt);
}

/**
 * Completes a sign-in: returns the redirect to the page where it started. A failed callback redirects there too when the
 * browser is already signed in, as after "back" or in a second tab.
 */
export async function finishSignIn(search: URLSearchParams): Promise<Response> {
  const { publicUrl } = env();
  const jar = await cookies();
  const attempts = attemptsIn(jar.getAll().map(({ name }) => name));
  const named = readState(search.get("state"));
  // Heroku returns a denial without state: it is attributed to the newest attempt.
  const attempt = attempts.find((id) => id === named?.attempt) ?? attempts[0];
  const page = safePath(jar.get(attemptCookie("callback", attempt).name)?.value, publicUrl);
  if (search.has("error") || !search.has("code") || !named) {
    return failed(search.get("error") === "access_denied" ? "denied" : "error", page);
  }
  const query = new URLSearchParams(search);
  query.set("state", named.state);
  const request = new NextRequest(`${publicUrl}/api/auth/callback/heroku?${query}`);
  const previous = jar.get(cookieFor(env()).name)?.value;
  const response = await callNextAuth(request, ["callback", "heroku"], authOptions(attempt, previous));
  if (!response) return failed("error", page);
  for (const header of attempt ? expiredAttemptCookies(attempt) : [])
    response.headers.append("set-cookie", header);
  response.headers.append("set-cookie", expiredCookie(cookieFor(env(), "csrf")));
  return response;
}

async function failed(reason: "denied" | "error", callbackUrl: string): Promise<Response> {
  if (await readSession()) return seeOther(callbackUrl);
  return seeOther(`/sign-in?${new URLSearchParams({ [reason]: "1", callbackUrl })}`);
}

/** Returns a 303 redirect to a path of ours. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: env().publicUrl + path } });
}

/** Returns next-auth's response, or null if it redirects to its own error page. The log has the cause. */
async function callNextAuth(
  request: NextRequest,
  nextauth: string[],
  options: ReturnType<typeof authOptions>,
): Promise<Response | null> {
  // next-auth reads its own URL only from the environment.
  process.env.NEXTAUTH_URL = env().publicUrl;
  const response: Response = await NextAuth(request, { params: Promise.resolve({ nextauth }) }, options);
  const target = new URL(response.headers.get("location") ?? "/", env().publicUrl);
  return target.pathname.startsWith("/api/auth/") ? null : response;
}

/** Redirects with 303, which turns the form's POST into a GET in every browser. */
function toIdentityHost(response: Response, attempt: string): Response {
  const target = new URL(response.headers.get("location") ?? "/", env().publicUrl);
  target.searchParams.set("state", namedState(attempt, target.searchParams.get("state") ?? ""));
  const headers = new Headers(response.headers);
  headers.set("location", target.href);
  return new Response(null, { status: 303, headers });
}

/**
 * Ends the session on the server, then revokes its tokens upstream. Tokens in use by a running promotion are deleted
 * when it ends. Returns the redirect to /sign-in.
 */
export async function signOut(): Promise<Response> {
  const cookie = cookieFor(env());
  const token = (await cookies()).get(cookie.name)?.value;
  const grantId = token ? await grantIdOf(db(), token) : null;
  const grant = grantId ? await readGrant(db(), grantId) : null;
  if (token) await endSession(db(), token);
  const isKept = grantId !== null && (await readGrant(db(), grantId)) !== null;
  const revoked = grant && !isKept ? await revoke(grant.tokens.access) : false;
  const response = seeOther(`/sign-in?signed-out=${revoked ? "revoked" : "1"}`);
  response.headers.append("set-cookie", expiredCookie(cookie));
  response.headers.set("clear-site-data", '"cache", "storage"');
  return response;
}
