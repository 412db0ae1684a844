import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { store } from "./store/db";

beforeEach(() => {
  vi.stubEnv("HEROKU_API_KEY", "HRKU-AA-sentinel");
  vi.stubEnv("DATABASE_URL", "postgres://secret-role:secret-word@127.0.0.1:1/secret-base");
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.stubGlobal("fetch", async () => new Response(null, { status: 401 }));
});
afterEach(() => {
  store.reset();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("reports that the store is down without its host or its role", async () => {
  const { readiness } = await import("./health");
  expect(await readiness()).toEqual({ status: "down", store: "the store does not answer", upstream: "ok" });
});
