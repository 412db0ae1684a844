import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env, isLoopback } from "@/lib/server/env";

/** Throws `wrong_origin` unless the `Origin` header names PUBLIC_URL. Never looks at the request's own URL. */
export function checkOrigin(headers: Headers): void {
  if (headers.get("origin") !== env().publicUrl) throw new SlipwayError("wrong_origin");
}

/**
 * Throws `wrong_origin` for what a page of somebody else's asks in the background. With HEROKU_API_KEY nobody signs
 * in, so the Host must be PUBLIC_URL's or this machine's own too: a stranger's name can be pointed at this machine,
 * and its pages would then be let read every answer.
 */
export function checkCaller(headers: Headers): void {
  const site = headers.get("sec-fetch-site") ?? "none";
  const background = headers.get("sec-fetch-mode") !== "navigate";
  if (background && site !== "same-origin" && site !== "none") throw new SlipwayError("wrong_origin");
  if (env().mode === "key" && !isOurName(headers.get("host"))) throw new SlipwayError("wrong_origin");
}

function isOurName(host: string | null): boolean {
  if (host === new URL(env().publicUrl).host) return true;
  if (!host || !URL.canParse(`http://${host}`)) return false;
  return isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ""));
}

/** A path at our own origin, or `/`. Refuses other origins in all their spellings. */
export function ownPath(value: string | null | undefined, publicUrl: string): string {
  if (!value || !URL.canParse(value, publicUrl)) return "/";
  const url = new URL(value, publicUrl);
  // A blob's origin is ours as well, but its path is a whole address.
  const ours = url.origin === publicUrl && /^\/(?!\/)/.test(url.pathname);
  return ours ? `${url.pathname}${url.search}${url.hash}` : "/";
}

/** A page of our own to return to after signing in, or `/`: not a door, and not the sign-in page again. */
export function safePath(value: string | null | undefined, publicUrl: string): string {
  const path = ownPath(value, publicUrl);
  return /^\/(api|sign-in)([/?#]|$)/.test(path) ? "/" : path;
}
