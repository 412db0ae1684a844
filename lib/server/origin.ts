import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "./env";

/** Throws `wrong_origin` unless the `Origin` header names PUBLIC_URL. Never looks at the request's own URL. */
export function checkOrigin(headers: Headers): void {
  if (headers.get("origin") !== env().publicUrl) throw new SlipwayError("wrong_origin");
}

/** A path at our own origin, or `/`. Refuses other origins in all their spellings. */
export function ownPath(value: string | null | undefined, publicUrl: string): string {
  if (!value || !URL.canParse(value, publicUrl)) return "/";
  const url = new URL(value, publicUrl);
  const ours = url.origin === publicUrl && !url.pathname.startsWith("//");
  return ours ? `${url.pathname}${url.search}${url.hash}` : "/";
}

/** A page of our own to return to after signing in, or `/`: not a door, and not the sign-in page again. */
export function safePath(value: string | null | undefined, publicUrl: string): string {
  const path = ownPath(value, publicUrl);
  return /^\/(api|sign-in)([/?#]|$)/.test(path) ? "/" : path;
}
