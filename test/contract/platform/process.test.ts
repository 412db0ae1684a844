import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-process-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function environment() {
  return {
    ...process.env,
    DATA_DIR: folder,
    // No sample sources: these tests are about the process.
    LOCAL_SAMPLES: "",
    LOCAL_API_PORT: String(await freePort()),
    LOCAL_OBJECTS_PORT: String(await freePort()),
    LOCAL_APPS_PORT: String(await freePort()),
  };
}

const server = ["--import", "tsx", "local-platform/server.ts"];

/** The output so far, once it holds `wanted`. */
function until(child: ChildProcess, wanted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        text += part;
        if (text.includes(wanted)) resolve(text);
      });
    }
    child.once("exit", () => reject(new Error(`ended before it said "${wanted}": ${text}`)));
  });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("exit", resolve));

test("prints the token, the same at every start, and stops on SIGTERM", async () => {
  const tokens: (string | undefined)[] = [];
  for (let start = 0; start < 2; start += 1) {
    const env = await environment();
    const child = spawn(process.execPath, server, { env, stdio: "pipe" });
    const text = await until(child, "Token for scripts (local platform only): HRKU-");
    tokens.push(/only\): (HRKU-AA\S{58})$/m.exec(text)?.[1]);
    expect(text.match(/HRKU-/g)).toHaveLength(1);
    expect((await fetch(`http://127.0.0.1:${env.LOCAL_API_PORT}/health`)).status).toBe(200);
    const before = performance.now();
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
    expect(performance.now() - before).toBeLessThan(5000);
  }
  expect(tokens[0]).toBe(tokens[1]);
  const path = join(folder, "local-platform", "script-token");
  expect((await readFile(path, "utf8")).trim()).toBe(tokens[0]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a port in use is named, with the variable that changes it", async () => {
  const env = await environment();
  const taken = createServer().listen(Number(env.LOCAL_OBJECTS_PORT), "127.0.0.1");
  const child = spawn(process.execPath, server, { env, stdio: "pipe" });
  const text = await until(child, "LOCAL_OBJECTS_PORT");
  expect(text).toContain(`Port ${env.LOCAL_OBJECTS_PORT} is in use. Set LOCAL_OBJECTS_PORT to another port.`);
  taken.close();
});

test("stops when its parent is gone", async () => {
  const env = await environment();
  // The shell stays between us and the platform, so that killing it orphans the platform.
  const shell = spawn("sh", ["-c", `"${process.execPath}" ${server.join(" ")}; true`], {
    env,
    stdio: "pipe",
  });
  await until(shell, "HRKU-");
  shell.kill("SIGKILL");
  const answers = () =>
    fetch(`http://127.0.0.1:${env.LOCAL_API_PORT}/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 6000 }).toBe(false);
});
