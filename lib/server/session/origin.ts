import { SlipwayError } from "@/lib/errors/slipway-error";
import { env, isLoopback } from "@/lib/server/env";

/** Throws `wrong_origin` unless the `Origin` header names PUBLIC_URL. The request's own URL is never used. */
export function checkOrigin(headers: Headers): void {
  if (headers.get("origin") !== env().publicUrl) throw new SlipwayError("wrong_origin");
}

/**
 * Throws `wrong_origin` for background requests of another site's page. With HEROKU_API_KEY there is no sign-in, so the
 * Host must also be PUBLIC_URL's or loopback. Otherwise a foreign host name that resolves to this machine (DNS
 * rebinding) could read every response.
 */
export function checkCaller(headers: Headers): void {
  const site = headers.get("sec-fetch-site") ?? "none";
  const background = headers.get("sec-fetch-mode") !== "navigate";
  if (background && site !== "same-origin" && site !== "none") throw new SlipwayError("wrong_origin");
  if (env().mode === "key" && !isOwnHost(headers.get("host"))) throw new SlipwayError("wrong_origin");
}

function isOwnHost(host: string | null): boolean {
  if (host === new URL(env().publicUrl).host) return true;
  if (!host || !URL.canParse(`http://${host}`)) return false;
  return isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ""));
}

/** Returns the path of a URL at our own origin, or `/` for any other origin, however it is spelled. */
export function ownPath(value: string | null | undefined, publicUrl: string): string {
  if (!value || !URL.canParse(value, publicUrl)) return "/";
  const url = new URL(value, publicUrl);
  // A blob URL can have our origin too, but its path is an absolute URL.
  const ours = url.origin === publicUrl && /^\/(?!\/)/.test(url.pathname);
  return ours ? `${url.pathname}${url.search}${url.hash}` : "/";
}

/** Returns the page to open after signing in, or `/`. Excludes `/api` and the sign-in page itself. */
export function safePath(value: string | null | undefined, publicUrl: string): string {
  const path = ownPath(value, publicUrl);
  return /^\/(api|sign-in)([/?#]|$)/.test(path) ? "/" : path;
}
