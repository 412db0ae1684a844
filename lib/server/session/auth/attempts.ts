import "server-only";
import { randomBytes } from "node:crypto";
import { env } from "@/lib/server/env";
import { cookieFor, expiredCookie } from "@/lib/server/session/cookie";

/** How long the identity host's page may stay open. */
export const ATTEMPT_S = 15 * 60;
/** Sign-ins that one browser may have under way, a tab each: their cookies go with every request. */
const MAX_ATTEMPTS = 5;
const MAX_PAGE_LENGTH = 1_000;

/** What next-auth keeps of a sign-in under way. Each has names of its own, so that tabs do not undo each other's. */
const PURPOSES = ["callback", "state", "pkce"] as const;

/** An id that sorts by the time of its beginning. */
export function newAttempt(now: Date): string {
  return `${now.getTime().toString(36).padStart(9, "0")}${randomBytes(4).toString("hex")}`;
}

export function beganAt(attempt: string): number {
  return Number.parseInt(attempt.slice(0, 9), 36);
}

/** The cookie of an attempt; without one a name that no browser has. */
export function attemptCookie(purpose: (typeof PURPOSES)[number], attempt = "none") {
  const { name, options } = cookieFor(env(), `${purpose}-${attempt}`);
  return { name, options: { ...options, maxAge: ATTEMPT_S } };
}

/** The attempts that a browser has cookies of, newest first. */
export function attemptsIn(cookieNames: readonly string[]): string[] {
  const [before = "", after = ""] = cookieFor(env(), "callback-|").name.split("|");
  return cookieNames
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((id) => /^[0-9a-z]{9}[0-9a-f]{8}$/.test(id))
    .sort()
    .reverse();
}

/** The cookies of the oldest attempts, which make room for one more; without an age, which would keep them. */
export function oldestCookies(attempts: readonly string[]) {
  return attempts
    .slice(MAX_ATTEMPTS - 1)
    .flatMap((attempt) => PURPOSES.map((purpose) => cookieFor(env(), `${purpose}-${attempt}`)));
}

/** The headers that remove the secrets of an attempt. Its page stays: a callback can be opened again. */
export function spent(attempt: string): string[] {
  return [expired("state", attempt), expired("pkce", attempt)];
}

/** The attempt's name goes ahead of next-auth's state: the callback has nothing else to know it by. */
export function namedState(attempt: string, state: string): string {
  return `${attempt}.${state}`;
}

export function readState(named: string | null): { attempt: string; state: string } | null {
  const [attempt, state, ...more] = (named ?? "").split(".");
  return attempt && state && more.length === 0 ? { attempt, state } : null;
}

/** A page as its cookie can hold it: five of them must fit into the headers of a request. */
export function shortPage(path: string): string {
  const fits = (text: string): boolean => encodeURIComponent(text).length <= MAX_PAGE_LENGTH;
  if (fits(path)) return path;
  const pathname = path.replace(/[?#].*$/, "");
  return fits(pathname) ? pathname : "/";
}

function expired(purpose: (typeof PURPOSES)[number], attempt: string): string {
  return expiredCookie(cookieFor(env(), `${purpose}-${attempt}`));
}
