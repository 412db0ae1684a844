import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "@/test/harness/free-port";
import type { Caller } from "@/test/harness/platform/checked-call";
import { createPipeline, outcome, promote, readTargets } from "@/test/harness/platform/promotions";
import { createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";
import { deliveries, eventsOf, release, subscribe, subscription } from "@/test/harness/platform/webhooks";
import { receiveWebhooks } from "@/test/harness/servers/webhook-receiver";

let folder: string;
let child: ChildProcess;
let api: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-killed-"));
  await start();
});
afterEach(async () => {
  await platform.call("DELETE", "/_control/faults");
});
afterAll(async () => {
  await end("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

/** The platform in a process of its own, on the same folder each time. */
async function start(): Promise<void> {
  const env = {
    ...process.env,
    DATA_DIR: folder,
    LOCAL_SAMPLES: "",
    LOCAL_CONTROL: "1",
    LOCAL_API_PORT: String(await freePort()),
    LOCAL_OBJECTS_PORT: String(await freePort()),
    LOCAL_APPS_PORT: String(await freePort()),
  };
  child = spawn(process.execPath, ["--import", "tsx", "local-platform/server.ts"], { env, stdio: "pipe" });
  await once(child.stdout ?? child, "data");
  api = `http://127.0.0.1:${env.LOCAL_API_PORT}`;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, "exit");
}

async function killAndStart(): Promise<void> {
  await end("SIGKILL");
  await start();
}

const platform: Caller = {
  call: async (method, path, { body, headers } = {}) => {
    const token = (await readFile(join(folder, "local-platform", "script-token"), "utf8")).trim();
    return fetch(`${api}${path}`, {
      method,
      headers: {
        Accept: "application/vnd.heroku+json; version=3",
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  },
};

const fault = (body: unknown) => platform.call("POST", "/_control/faults", { body });

/** A pipeline whose staging app runs a slug with this release command. */
async function order(name: string, release: string) {
  const { pipeline, app } = await createPipeline(platform, name, {
    staging: "staging",
    eu: "production",
    us: "production",
  });
  await fault({ release_boot_ms: 0 });
  const made = await releaseSlug(
    platform,
    app("staging"),
    await createSlug(platform, app("staging"), { release }),
  );
  expect(await endedRelease(platform, app("staging"), made.id)).toMatchObject({ status: "succeeded" });
  return { pipeline, source: app("staging"), targets: [app("eu"), app("us")] };
}

async function expectOneReleaseEach(promotion: string, targets: string[], status: string) {
  const ended = await outcome(platform, promotion);
  for (const target of targets) {
    expect(ended.get(target)).toMatchObject({ status });
    const [, made, ...more] = await releasesOf(platform, target);
    expect(made).toMatchObject({ id: ended.get(target)?.release?.id, status });
    expect(more).toEqual([]);
  }
}

test("killed before the releases: the next start creates one for each target", async () => {
  const wanted = await order("killed-before", "true");
  await fault({ promotion_delay_ms: 600_000 });
  const { id } = await promote(platform, wanted);
  await killAndStart();
  await expectOneReleaseEach(id, wanted.targets, "succeeded");
});

test("killed while the dynos of the release phases boot: the phases run after the next start", async () => {
  const wanted = await order("killed-booting", "true");
  await platform.call("DELETE", "/_control/faults");
  await fault({ release_boot_ms: 600_000 });
  const { id } = await promote(platform, wanted);
  const made = async () => (await readTargets(platform, id)).every((target) => target.release !== null);
  await expect.poll(made, { timeout: 10_000 }).toBe(true);
  await killAndStart();
  await expectOneReleaseEach(id, wanted.targets, "succeeded");
});

test("killed while the release phases run: they fail and do not run again", async () => {
  const wanted = await order("killed-running", 'test -z "$SLOW" || { echo begun; sleep 600; }');
  for (const target of wanted.targets)
    await platform.call("PATCH", `/apps/${target}/config-vars`, { body: { SLOW: "1" } });
  const { id } = await promote(platform, wanted);
  const begun = async (target: string) => {
    const url = (await releasesOf(platform, target)).at(-1)?.output_stream_url;
    const body = url ? (await fetch(url)).body : null;
    const reader = body?.getReader();
    const first = Buffer.from((await reader?.read())?.value ?? []).toString();
    await reader?.cancel();
    return first;
  };
  for (const target of wanted.targets)
    await expect.poll(() => begun(target), { timeout: 10_000 }).toContain("begun");
  await killAndStart();
  const ended = await outcome(platform, id);
  for (const target of wanted.targets) {
    expect(ended.get(target)).toMatchObject({ status: "failed", error_message: "release command failed" });
    expect((await releasesOf(platform, target)).slice(2)).toMatchObject([
      { status: "failed", current: false },
    ]);
  }
});

test("killed with undelivered webhooks: they are delivered in order after the next start", async () => {
  const name = "killed-hooks";
  await platform.call("POST", "/apps", { body: { name } });
  const gone = await receiveWebhooks();
  gone.stop();
  await subscribe(platform, name, subscription(gone.url));
  for (const value of ["one", "two"]) await release(platform, name, value);
  const attempts = async () => (await deliveries(platform, name)).map((one) => one.num_attempts);
  await expect.poll(async () => (await attempts())[0], { timeout: 10_000 }).toBeGreaterThan(0);
  await killAndStart();
  const back = await receiveWebhooks(() => 204, Number(new URL(gone.url).port));
  await expect.poll(() => back.received.length, { timeout: 20_000 }).toBe(2);
  expect(eventsOf(back.received).map(({ data }) => data.version)).toEqual([2, 3]);
  back.stop();
});
