import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { recordRemaining } from "@/lib/server/heroku/rate";
import { countOne, countOpen } from "@/lib/server/metrics/counts";

const ACCOUNT = "0a5c1b6e-6f0e-4c1b-9a34-ada000000001";
let url: string;

beforeAll(async () => {
  vi.stubEnv("HEROKU_API_KEY", "a-key");
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-metrics-")));
  const { store } = await import("@/lib/server/store/db");
  const { prepareStore } = await import("@/lib/server/store/prepare-store");
  await prepareStore();
  const { serveMetrics } = await import("./serve-metrics");
  const server = serveMetrics({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
  return async () => {
    server.close();
    server.closeAllConnections();
    await store().db.destroy();
  };
});
afterAll(() => vi.unstubAllEnvs());

const read = async () => (await fetch(`${url}/metrics`)).text();

test("GET /metrics returns the counters with their labels, and the process metrics", async () => {
  countOne("slipway_upstream_requests_total", "apps", "200");
  countOne("slipway_upstream_requests_total", "apps", "200");
  countOne("slipway_upstream_requests_total", "builds", "none");
  const text = await read();
  expect(text).toContain('slipway_upstream_requests_total{endpoint="apps",status="200"} 2');
  expect(text).toContain('slipway_upstream_requests_total{endpoint="builds",status="none"} 1');
  expect(text).toContain("slipway_screens_seen 0");
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(await read()).toContain('slipway_upstream_requests_total{endpoint="apps",status="200"} 2');
});

test("a gauge is decremented once", async () => {
  const first = countOpen("slipway_output_viewers");
  countOpen("slipway_output_viewers");
  expect(await read()).toMatch(/^slipway_output_viewers 2$/m);
  first();
  first();
  expect(await read()).toMatch(/^slipway_output_viewers 1$/m);
});

test("the budget of an account is labelled with a hash", async () => {
  recordRemaining(ACCOUNT, "3912");
  const text = await read();
  expect(text).toMatch(/^slipway_upstream_remaining_calls\{account="[0-9a-f]{12}"\} 3912$/m);
  expect(text).not.toContain(ACCOUNT);
});

test("other paths and methods are rejected", async () => {
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(405);
});
