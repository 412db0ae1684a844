import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "./env";

/** Throws `wrong_origin` unless the `Origin` header names PUBLIC_URL. Never looks at the request's own URL. */
export function checkOrigin(headers: Headers): void {
  if (headers.get("origin") !== env().publicUrl) throw new SlipwayError("wrong_origin");
}

/** A path of our own to return to, or `/`. Refuses other origins in all their spellings, and our own doors. */
export function safePath(value: string | null | undefined, publicUrl: string): string {
  if (!value || !URL.canParse(value, publicUrl)) return "/";
  const url = new URL(value, publicUrl);
  const ours = url.origin === publicUrl && !url.pathname.startsWith("//");
  const page = !/^\/(api|sign-in)(\/|$)/.test(url.pathname);
  return ours && page ? `${url.pathname}${url.search}${url.hash}` : "/";
}
