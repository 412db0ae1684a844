import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "@/lib/server/env";
import { config, proxy } from "@/proxy";

beforeEach(() => {
  vi.stubEnv("HEROKU_API_KEY", "HRKU-AA-sentinel");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function ask(host: string, method = "GET", publicUrl = "http://localhost:3000") {
  vi.stubEnv("PUBLIC_URL", publicUrl);
  env.reset();
  return proxy(new NextRequest("http://localhost:3000/apps/example-app", { method, headers: { host } }));
}

test.each(["POST", "PUT", "OPTIONS"])(
  "shows no page to a %s under a name that is not ours",
  async (method) => {
    expect((await ask("evil.example:3000", method)).status).toBe(421);
    expect((await ask("localhost:3000", method)).headers.get("x-middleware-next")).toBe("1");
  },
);

test.each(["GET", "HEAD"])("sends a %s under another name on its way to ours", async (method) => {
  const { headers } = await ask("evil.example:3000", method);
  expect(headers.get("x-middleware-rewrite")).toMatch(/\/api\/elsewhere\//);
});

test.each([
  ["/", true],
  ["/apps/example-app", true],
  ["/wallpaper", true],
  ["/wall", false],
  ["/wall/wall-0123456789.js", false],
  ["/api/wall", false],
])("sees %s: %s", async (path, seen) => {
  expect(config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path))).toBe(seen);
});

test.each([
  ["https://slipway.example", "max-age=31536000"],
  ["https://localhost", null],
  ["http://slipway.example", null],
])("says at %s that https stays: %s", async (publicUrl, value) => {
  const { headers } = await ask(new URL(publicUrl).host, "GET", publicUrl);
  expect(headers.get("strict-transport-security")).toBe(value);
});
