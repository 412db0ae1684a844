import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { issueToken } from "@/local-platform/identity/tokens";
import { ada } from "@/local-platform/seed/people";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Shown = z.object({ id: z.string(), status: z.string(), output_stream_url: z.string() });

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform({ limits: { rateCapacity: 500, heartbeatMs: 50 } });
  await platform.call("POST", "/apps", { body: { name: "faulty" } });
});
afterAll(() => platform.stop());
afterEach(() => fetch(`${platform.api}/_control/faults`, { method: "DELETE" }));

async function fault(body: unknown): Promise<number> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${platform.api}/_control/faults`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return response.status;
}

const status = async (path = "/apps") => (await platform.call("GET", path)).status;

test("a status, for the next two requests to that route", async () => {
  await fault({ method: "GET", path: "/apps/*/builds", status: 503, body: "<html>", times: 2 });
  expect(await status()).toBe(200);
  const first = await platform.call("GET", "/apps/faulty/builds");
  expect([first.status, await first.text()]).toEqual([503, "<html>"]);
  expect([await status("/apps/faulty/builds"), await status("/apps/faulty/builds")]).toEqual([503, 200]);
});

test("a dropped connection, once", async () => {
  await fault({ path: "/apps", drop: true });
  await expect(platform.call("GET", "/apps")).rejects.toThrow("fetch failed");
  expect(await status()).toBe(200);
});

test("a delay", async () => {
  await fault({ path: "/apps", delay_ms: 300 });
  const before = performance.now();
  await status();
  expect(performance.now() - before).toBeGreaterThan(290);
});

test("revoked tokens lose access, except the token for scripts", async () => {
  const shared = {
    account_id: ada.id,
    client_id: "c",
    scope: "global",
    authorization_id: "a",
    forMs: 60_000,
  };
  const token = await issueToken(platform.platform.context, { ...shared, kind: "access" });
  expect((await platform.call("GET", "/apps", { token })).status).toBe(200);
  await fault({ person: ada.email, revoke: "access" });
  expect((await platform.call("GET", "/apps", { token })).status).toBe(401);
  expect(await status()).toBe(200);
});

test("a used-up rate limit is 429 until it is cleared", async () => {
  await fault({ person: ada.email, drain_rate_limit: true });
  const response = await platform.call("GET", "/apps");
  expect([response.status, response.headers.get("ratelimit-remaining")]).toEqual([429, "0"]);
  expect((await platform.call("GET", "/account/rate-limits")).status).toBe(200);
  await fetch(`${platform.api}/_control/faults`, { method: "DELETE" });
  expect(await status()).toBe(200);
});

test("output streams: not there yet, cut, stalled; a status that lags", async () => {
  const source_blob = { url: `${platform.objects}/sources/none` };
  const made = await platform.call("POST", "/apps/faulty/builds", { body: { source_blob } });
  const { id } = Shown.parse(await made.json());
  const build = async () =>
    Shown.parse(await (await platform.call("GET", `/apps/faulty/builds/${id}`)).json());
  await expect.poll(async () => (await build()).status, { timeout: 20_000 }).toBe("failed");
  const url = (await build()).output_stream_url;
  const heard = (text: string) => text.replaceAll("\0", "");
  const whole = heard(await (await fetch(url)).text());
  const streams = { port: "objects", path: "/streams/**" };

  await fault({ ...streams, not_yet: true });
  const early = await fetch(url);
  expect([early.status, await early.text()]).toEqual([404, "Channel is not registered.\n"]);

  await fault({ ...streams, cut_at: 10 });
  expect(heard(await (await fetch(url)).text())).toBe(whole.slice(0, 10));
  await fault({ ...streams, cut_at: 10, drop: true });
  const cut = (await fetch(url)).body?.getReader();
  expect(Buffer.from((await cut?.read())?.value ?? []).toString()).toBe(whole.slice(0, 10));
  await expect(cut?.read()).rejects.toThrow();

  await fault({ ...streams, stall_at: 10 });
  const reader = (await fetch(url)).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(whole.slice(0, 10));
  const silent = new Promise((resolve) => setTimeout(() => resolve("silent"), 200));
  expect(await Promise.race([reader?.read(), silent])).toBe("silent");
  await reader?.cancel();

  await fault({ lag_ms: 60_000 });
  expect((await build()).status).toBe("pending");
  await fetch(`${platform.api}/_control/faults`, { method: "DELETE" });
  expect((await build()).status).toBe("failed");
});

test("an invalid fault is refused", async () => {
  expect(await fault({ stauts: 500 })).toBe(422);
});

test("no page can set a fault, and no other name than this machine's is answered", async () => {
  const headers = { Origin: "http://evil.example" };
  const body = new Blob([JSON.stringify({ path: "/apps", status: 503 })]);
  const sent = await fetch(`${platform.api}/_control/faults`, { method: "POST", headers, body });
  expect([sent.status, await status()]).toEqual([403, 200]);
  const { api, objects } = platform.platform;
  for (const part of [api, objects]) {
    expect((await part.request("http://evil.example/health")).status).toBe(421);
  }
});
