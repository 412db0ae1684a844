/** Static security headers; the nonce policy is made per request in proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  devIndicators: false,
  serverExternalPackages: ["libsql", "pg", "pino", "prom-client"],
  // Else doors below pages/ would load the marker's package from node_modules, where it throws.
  bundlePagesRouterDependencies: true,
  // In the browser the marker stays what it is: a build that pulls server code there fails.
  turbopack: {
    resolveAlias: { "server-only": { browser: "server-only", default: "./lib/server/server-only.ts" } },
  },
  // No page takes a body, and Next keeps what comes with a request for one.
  experimental: { serverActions: { bodySizeLimit: "64kb" }, proxyClientMaxBodySize: "64kb" },
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    // Their names say their content: scripts/launch/wall.mjs.
    {
      source: "/wall/:file",
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
  ],
};

export default config;
