import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { allPortsFree, Launched, newDataDir, ports, url } from "@/test/harness/launched-product";

const NPM = ["npm", "start", "--silent"];
const NODE = [process.execPath, "scripts/start.mjs"];
/** The contract's limit; nothing runs after it. */
const STOP_MS = 6_000;

let launched: Launched | undefined;

afterEach(async () => {
  if (launched && launched.child.exitCode === null && launched.child.signalCode === null) {
    launched.signalGroup("SIGTERM");
    await launched.ended();
  }
  await allPortsFree(STOP_MS);
});

async function start(command = NODE, dataDir = newDataDir(), more: Record<string, string> = {}) {
  launched = new Launched(command, dataDir, more);
  await launched.printed(/Token for scripts.*\n/);
  return launched;
}

describe("npm start", () => {
  test("prints its address, how to sign in, and exactly one token", async () => {
    const { output } = await start();
    expect(output).toContain(url);
    expect(output).toContain("Sign in with Heroku");
    expect(output.match(/HOST=0\.0\.0\.0 PUBLIC_URL=http:\/\/\S+ npm start$/gm)).toHaveLength(1);
    expect(output.match(/^Token for scripts \(local platform only\): HRKU-AA[\w-]{58}$/gm)).toHaveLength(1);
    expect(output.match(/HRKU-/g)).toHaveLength(1);
    expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
  });

  test.each<[string, string[], (it: Launched) => void]>([
    ["Ctrl+C, which reaches the whole group", NPM, (it) => it.signalGroup("SIGINT")],
    ["SIGTERM to the group", NPM, (it) => it.signalGroup("SIGTERM")],
    ["SIGTERM to npm alone", NPM, (it) => it.child.kill("SIGTERM")],
    ["SIGTERM to the launcher alone", NODE, (it) => it.child.kill("SIGTERM")],
    ["SIGKILL to the launcher, which cannot tidy up", NODE, (it) => it.child.kill("SIGKILL")],
  ])("leaves nothing running within six seconds of %s", async (_name, command, stop) => {
    const running = await start(command);
    stop(running);
    expect(await allPortsFree(STOP_MS)).toBeLessThan(STOP_MS);
  });

  test("names a port in use and its variable, before anything starts", async () => {
    const taken = createServer().listen(ports.objects, "127.0.0.1");
    await once(taken, "listening");
    launched = new Launched(NODE, newDataDir());
    expect(await launched.ended()).toBe(1);
    expect(launched.output).toMatch(new RegExp(`Port ${ports.objects}.*in use.*LOCAL_OBJECTS_PORT`));
    expect(launched.output).not.toContain("Starting");
    taken.close();
    await once(taken, "close");
  });

  test("keeps its data across restarts", async () => {
    const dataDir = newDataDir();
    const token = tokenOf(await start(NODE, dataDir));
    const name = `kept-${Math.random().toString(36).slice(2, 8)}`;
    expect((await platform("POST", "/apps", token, { name })).status).toBe(201);
    launched?.child.kill("SIGTERM");
    expect(await launched?.ended()).toBe(0);
    await start(NODE, dataDir);
    expect((await platform("GET", `/apps/${name}`, token)).status).toBe(200);
  });

  test("refuses the data of another upstream, with the next step", async () => {
    const dataDir = newDataDir();
    await start(NODE, dataDir);
    launched?.child.kill("SIGTERM");
    await launched?.ended();
    launched = new Launched(NODE, dataDir, { HEROKU_API_KEY: "a-key" });
    expect(await launched.ended()).toBe(1);
    expect(launched.output).toMatch(/holds data of the local platform.*api\.heroku\.com.*DATA_DIR=/s);
  });

  test("reports every problem of the environment at once", async () => {
    launched = new Launched(NODE, newDataDir(), { HEROKU_API_KEY: "k", HOST: "0.0.0.0", SECRET: "short" });
    expect(await launched.ended()).toBe(1);
    expect(launched.output).toMatch(/SECRET must have at least 32/);
    expect(launched.output).toMatch(/HOST=127\.0\.0\.1/);
  });
});

function tokenOf({ output }: Launched): string {
  return /HRKU-[\w-]+/.exec(output)?.[0] ?? "";
}

function platform(method: string, path: string, token: string, body?: unknown): Promise<Response> {
  return fetch(`http://127.0.0.1:${ports.api}${path}`, {
    method,
    headers: {
      accept: "application/vnd.heroku+json; version=3",
      authorization: `Bearer ${token}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
