import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/server/csp";
import { env } from "@/lib/server/env";

/**
 * Pages only: a nonce policy for each, and the way to PUBLIC_URL for who came under another name. It is no
 * authorization, and /api never passes here (it would cut bodies at 10 MB).
 */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, herokuIdUrl } = env();
  const { pathname, search } = request.nextUrl;
  const known = request.headers.get("host") === new URL(publicUrl).host || pathname.startsWith("/wall");
  // The request's own URL says what the server is bound to, never what the browser asked for.
  if (!known && request.method === "GET") return NextResponse.redirect(publicUrl + pathname + search, 307);
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    identityUrl: herokuIdUrl,
    dev: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

export const config = {
  matcher: ["/((?!api(?:/|$)|_next/|favicon\\.ico$|icon\\.svg$|robots\\.txt$).*)"],
};
