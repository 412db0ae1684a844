import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/server/env";
import { contentSecurityPolicy, strictTransport } from "@/lib/server/http/security-headers";

/**
 * Runs for pages only: sets a nonce policy and redirects other host names to PUBLIC_URL. Does no authorization. Excludes
 * /api, whose bodies Next would cut at 10 MB, and /wall, which TVs open under any host name and which has its own policy.
 */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, herokuIdUrl } = env();
  const { pathname, search } = request.nextUrl;
  const known = request.headers.get("host") === new URL(publicUrl).host;
  if (!known) {
    // Other methods would be answered with the page itself, which allows DNS rebinding.
    if (request.method !== "GET" && request.method !== "HEAD") return new NextResponse(null, { status: 421 });
    return elsewhere(pathname + search);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    identityUrl: herokuIdUrl,
    dev: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-page-path", pathname + search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  const transport = strictTransport(publicUrl);
  if (transport) response.headers.set("strict-transport-security", transport);
  return response;
}

/**
 * Rewrites to the route that redirects. Next would make a redirect from here relative if the server is bound to a host
 * that it equates with PUBLIC_URL's (127.0.0.1 and localhost): an endless loop. The URL is absolute because with
 * `X-Forwarded-Proto: https` Next would speak TLS to this server.
 */
function elsewhere(path: string): NextResponse {
  const { host, port } = env();
  const name = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  // This encoding is unaffected by Next's decoding and the page's own query.
  const encoded = Buffer.from(path).toString("base64url");
  return NextResponse.rewrite(new URL(`http://${name}:${port}/api/elsewhere/${encoded}`));
}

export const config = {
  matcher: ["/((?!api(?:/|$)|wall(?:/|$)|_next/|favicon\\.ico$|icon\\.svg$|robots\\.txt$).*)"],
};
