import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);

/** Next's own CLI, run by this very Node: no npx in the way of signals. */
export function nextCommand(settings, { dev }) {
  const cli = join(dirname(require.resolve("next/package.json")), "dist/bin/next");
  return [process.execPath, cli, dev ? "dev" : "start", "-H", settings.host, "-p", String(settings.port)];
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
