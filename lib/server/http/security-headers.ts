import { isLoopback } from "@/lib/server/env";

/** The Content-Security-Policy of a page. Development needs eval and inline styles for hot reloading. */
export function contentSecurityPolicy(options: { nonce: string; identityUrl: string; dev: boolean }): string {
  const { nonce, identityUrl, dev } = options;
  const rules = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src": dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": dev ? "'self' ws:" : "'self'",
    "worker-src": dev ? "'self' blob:" : "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": `'self' ${identityUrl}`,
    "frame-ancestors": "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** `Strict-Transport-Security` of a page, or null. Not sent for loopback, where other ports serve plain http. */
export function strictTransport(publicUrl: string): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" && !isLoopback(hostname) ? "max-age=31536000" : null;
}
