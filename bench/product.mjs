// Starts the built dashboard for a measurement.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start, untilUp } from "./processes.mjs";

/** Starts the built dashboard on the bench's Platform API and token. */
export async function startDashboard({ port, api, token, hosts }) {
  if (!existsSync(".next/BUILD_ID")) throw new Error("Nothing is built yet: run npm start once.");
  const url = `http://localhost:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  // Stored outputs take gigabytes.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const { pid } = start(process.execPath, ["scripts/serve.mjs"], {
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    DATA_DIR: folder,
    HEROKU_API_KEY: token,
    HEROKU_API_URL: api,
    HEROKU_ID_URL: api,
    UPSTREAM_HOSTS: new URL(hosts).host,
  });
  await untilUp(`${url}/api/health/live`);
  return { url, pid };
}
