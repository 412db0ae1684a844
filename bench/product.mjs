// Starts the built product for a measurement: the local platform, and a dashboard that works on its token.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rssOf, start, untilUp } from "./processes.mjs";

const PORT = Number(process.env.BENCH_PORT ?? 4600);

/** The local platform and a dashboard on top of it. */
export async function startProduct() {
  const env = {
    ...process.env,
    PORT: String(PORT),
    LOCAL_API_PORT: String(PORT + 1),
    LOCAL_OBJECTS_PORT: String(PORT + 2),
    LOCAL_APPS_PORT: String(PORT + 3),
    LOCAL_SAMPLES: "",
    DATA_DIR: mkdtempSync(join(tmpdir(), "slipway-bench-")),
  };
  const platform = spawn(process.execPath, ["scripts/platform.mjs"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const token = await new Promise((resolve, reject) => {
    let printed = "";
    platform.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
      const found = /HRKU-AA[\w-]{58}/.exec(printed)?.[0];
      if (found) resolve(found);
    });
    platform.once("exit", () => reject(new Error(`The local platform did not start: ${printed}`)));
  });
  const api = `http://127.0.0.1:${PORT + 1}`;
  const hosts = `http://127.0.0.1:${PORT + 2}`;
  const { url, pid } = await startDashboard({ port: PORT, api, token, hosts });
  return { url, api, token, stop: () => platform.kill("SIGTERM"), rssOf: () => rssOf(pid) * 1024 ** 2 };
}

/** The built dashboard alone, on a Platform API and a token of ours. */
export async function startDashboard({ port, api, token, hosts }) {
  if (!existsSync(".next/BUILD_ID")) throw new Error("Nothing is built yet: run npm start once.");
  const url = `http://localhost:${port}`;
  const { pid } = start(process.execPath, ["scripts/serve.mjs"], {
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    DATA_DIR: mkdtempSync(join(tmpdir(), "slipway-bench-")),
    HEROKU_API_KEY: token,
    HEROKU_API_URL: api,
    HEROKU_ID_URL: api,
    UPSTREAM_HOSTS: new URL(hosts).host,
  });
  await untilUp(`${url}/api/health/live`);
  return { url, pid };
}
