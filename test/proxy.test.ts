import { NextRequest } from "next/server";
import { beforeAll, expect, it, vi } from "vitest";
import { proxy } from "@/proxy";

beforeAll(() => {
  vi.stubEnv("HEROKU_API_KEY", "HRKU-AA-sentinel");
  vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
  return () => {
    vi.unstubAllEnvs();
  };
});

function ask(host: string, method: string) {
  return proxy(new NextRequest("http://localhost:3000/apps/example-app", { method, headers: { host } }));
}

it.each(["POST", "PUT", "OPTIONS"])("shows no page to a %s under a name that is not ours", (method) => {
  expect(ask("evil.example:3000", method).status).toBe(421);
  expect(ask("localhost:3000", method).headers.get("x-middleware-next")).toBe("1");
});

it.each(["GET", "HEAD"])("sends a %s under another name on its way to ours", (method) => {
  expect(ask("evil.example:3000", method).headers.get("x-middleware-rewrite")).toMatch(/\/api\/elsewhere\//);
});
