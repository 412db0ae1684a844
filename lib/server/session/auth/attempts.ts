import { randomBytes } from "node:crypto";
import { env } from "@/lib/server/env";
import { cookieFor, expiredCookie } from "@/lib/server/session/cookie";

/** How long a sign-in may take at the identity host, in seconds. */
export const ATTEMPT_S = 15 * 60;
/** Maximum concurrent sign-ins of one browser (one per tab): their cookies are sent with every request. */
const MAX_ATTEMPTS = 5;
const MAX_PAGE_LENGTH = 1_000;

/** The cookies next-auth sets for a sign-in. Each attempt has its own names, so that tabs do not overwrite each other's. */
const PURPOSES = ["callback", "state", "pkce"] as const;

/** Returns an id that sorts by start time. */
export function newAttempt(now: Date): string {
  return `${now.getTime().toString(36).padStart(9, "0")}${randomBytes(4).toString("hex")}`;
}

export function beganAt(attempt: string): number {
  return Number.parseInt(attempt.slice(0, 9), 36);
}

/** Returns the name and options of an attempt's cookie; without an attempt, a name that no browser has. */
export function attemptCookie(purpose: (typeof PURPOSES)[number], attempt = "none") {
  const { name, options } = cookieFor(env(), `${purpose}-${attempt}`);
  return { name, options: { ...options, maxAge: ATTEMPT_S } };
}

/** Returns the ids of the attempts that a browser has cookies for, newest first. */
export function attemptsIn(cookieNames: readonly string[]): string[] {
  const [before = "", after = ""] = cookieFor(env(), "callback-|").name.split("|");
  return cookieNames
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((id) => /^[0-9a-z]{9}[0-9a-f]{8}$/.test(id))
    .sort()
    .reverse();
}

/** Returns the cookies to delete to make room for another attempt, without `maxAge`, which would keep them. */
export function oldestCookies(attempts: readonly string[]) {
  return attempts
    .slice(MAX_ATTEMPTS - 1)
    .flatMap((attempt) => PURPOSES.map((purpose) => cookieFor(env(), `${purpose}-${attempt}`)));
}

/** Returns the headers that remove the secrets of an attempt. Its page is kept: a callback URL can be opened again. */
export function expiredAttemptCookies(attempt: string): string[] {
  return [expired("state", attempt), expired("pkce", attempt)];
}

/** Prefixes next-auth's state with the attempt id, by which the callback identifies the attempt. */
export function namedState(attempt: string, state: string): string {
  return `${attempt}.${state}`;
}

export function readState(named: string | null): { attempt: string; state: string } | null {
  const [attempt, state, ...more] = (named ?? "").split(".");
  return attempt && state && more.length === 0 ? { attempt, state } : null;
}

/** Shortens a page path so that the cookies of five attempts fit into the request headers. */
export function shortPage(path: string): string {
  const fits = (text: string): boolean => encodeURIComponent(text).length <= MAX_PAGE_LENGTH;
  if (fits(path)) return path;
  const pathname = path.replace(/[?#].*$/, "");
  return fits(pathname) ? pathname : "/";
}

function expired(purpose: (typeof PURPOSES)[number], attempt: string): string {
  return expiredCookie(cookieFor(env(), `${purpose}-${attempt}`));
}
