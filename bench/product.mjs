// Starts the built product for a measurement: the local platform, and a dashboard that works on its token.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PORT = Number(process.env.BENCH_PORT ?? 4600);

export async function startProduct() {
  if (!existsSync(".next/BUILD_ID")) throw new Error("Nothing is built yet: run npm start once.");
  const env = {
    ...process.env,
    PORT: String(PORT),
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://localhost:${PORT}`,
    LOCAL_API_PORT: String(PORT + 1),
    LOCAL_OBJECTS_PORT: String(PORT + 2),
    LOCAL_APPS_PORT: String(PORT + 3),
    LOCAL_SAMPLES: "",
    DATA_DIR: mkdtempSync(join(tmpdir(), "slipway-bench-")),
  };
  const started = [];
  const stop = () => {
    for (const child of started) child.kill("SIGTERM");
  };
  const token = await new Promise((resolve, reject) => {
    const platform = spawn(process.execPath, ["scripts/platform.mjs"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(platform);
    let printed = "";
    platform.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
      const found = /HRKU-AA[\w-]{58}/.exec(printed)?.[0];
      if (found) resolve(found);
    });
    platform.once("exit", () => reject(new Error(`The local platform did not start: ${printed}`)));
  });
  const api = `http://127.0.0.1:${PORT + 1}`;
  const dashboard = spawn(process.execPath, ["scripts/serve.mjs"], {
    env: {
      ...env,
      DATA_DIR: join(env.DATA_DIR, "dashboard"),
      HEROKU_API_KEY: token,
      HEROKU_API_URL: api,
      HEROKU_ID_URL: api,
      UPSTREAM_HOSTS: `127.0.0.1:${PORT + 2}`,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  started.push(dashboard);
  const url = `http://localhost:${PORT}`;
  const until = Date.now() + 60_000;
  while (
    !(await fetch(`${url}/api/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (Date.now() > until) throw new Error("The dashboard did not become ready within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, api, token, stop, rssOf: () => rss(dashboard.pid) };
}

/** Resident memory of a process and those it started, in bytes (Linux). */
function rss(pid) {
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children
    .split(/\s+/)
    .filter(Boolean)
    .reduce((sum, child) => sum + rss(child), own);
}
