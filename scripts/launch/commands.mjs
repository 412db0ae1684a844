import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

/** Next's own CLI, run by this Node: npx would not pass signals on. */
export function nextCommand(settings, { dev }) {
  const cli = join(dirname(require.resolve("next/package.json")), "dist/bin/next");
  // Longer than clients and proxies keep an idle connection: if the server closes it first, a request fails.
  const keepAlive = dev ? [] : ["--keepAliveTimeout", "75000"];
  const mode = dev ? "dev" : "start";
  return [process.execPath, cli, mode, "-H", settings.host, "-p", String(settings.port), ...keepAlive];
}

/** The local platform: bundled, or its sources through tsx in development. */
export function platformCommand({ dev }) {
  if (!dev) return [process.execPath, "build/local-platform/server.js"];
  return [
    process.execPath,
    "--import",
    pathToFileURL(require.resolve("tsx")).href,
    "local-platform/server.ts",
  ];
}
