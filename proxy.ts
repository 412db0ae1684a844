import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/server/env";
import { contentSecurityPolicy } from "@/lib/server/http/csp";
import { strictTransport } from "@/lib/server/http/strict-transport";

/**
 * Pages only: a nonce policy for each, and the way to PUBLIC_URL for who came under another name. It is no
 * authorization. /api never passes here (it would cut bodies at 10 MB), nor does /wall: a TV reaches it under any name,
 * and it has a policy of its own.
 */
export function proxy(request: NextRequest): NextResponse {
  const { publicUrl, herokuIdUrl } = env();
  const { pathname, search } = request.nextUrl;
  const known = request.headers.get("host") === new URL(publicUrl).host;
  if (!known) {
    // Anything else would be answered with the page itself, to a name that somebody pointed at this machine.
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
 * A redirect from here would be made relative where the server is bound to a name that Next takes for PUBLIC_URL's
 * (it calls 127.0.0.1 localhost), and the browser would go round in circles. A route's redirect stays as it is, and
 * its address is spelled out because a `X-Forwarded-Proto: https` would have Next speak TLS to this very server.
 */
function elsewhere(path: string): NextResponse {
  const { host, port } = env();
  const name = { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  // Neither Next's decoding nor the page's own query reaches into this spelling.
  const encoded = Buffer.from(path).toString("base64url");
  return NextResponse.rewrite(new URL(`http://${name}:${port}/api/elsewhere/${encoded}`));
}

export const config = {
  matcher: ["/((?!api(?:/|$)|wall(?:/|$)|_next/|favicon\\.ico$|icon\\.svg$|robots\\.txt$).*)"],
};
