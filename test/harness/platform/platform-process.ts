import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@/test/harness/free-port";
import type { Caller } from "./checked-call";

export type PlatformProcess = Caller & { api: string; token: string; stop(): Promise<void> };

/** Starts a local platform in a separate process, without samples, with fault switches. */
export async function spawnPlatform(folder: string): Promise<PlatformProcess> {
  const env = {
    ...process.env,
    DATA_DIR: folder,
    LOCAL_SAMPLES: "",
    LOCAL_CONTROL: "1",
    LOCAL_RATE_CAPACITY: "1000000",
    LOCAL_API_PORT: String(await freePort()),
    LOCAL_OBJECTS_PORT: String(await freePort()),
    LOCAL_APPS_PORT: String(await freePort()),
  };
  const server = ["--import", "tsx", "local-platform/server.ts"];
  const child: ChildProcess = spawn(process.execPath, server, { env, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout ?? child, "data");
  child.stdout?.resume();
  const api = `http://127.0.0.1:${env.LOCAL_API_PORT}`;
  const token = (await readFile(join(folder, "local-platform", "script-token"), "utf8")).trim();
  return {
    api,
    token,
    call: (method, path, { body, headers } = {}) =>
      fetch(`${api}${path}`, {
        method,
        headers: {
          Accept: "application/vnd.heroku+json; version=3",
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
