import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Loads the simulation with the server's own code, compiled, and an empty store. */
export async function loadHour() {
  const outfile = "build/bench/hour.mjs";
  await build({
    entryPoints: ["bench/hour/simulate.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    alias: { "server-only": "./lib/server/server-only.ts" },
    logLevel: "warning",
  });
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), "slipway-hour-"));
  process.env.LOCAL_CLIENT_ID = "client";
  process.env.LOCAL_CLIENT_SECRET = "secret";
  return import(pathToFileURL(outfile).href);
}
