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
