import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { keySessions } from "@/lib/server/session/find-session";

const SENTINEL = "HRKU-AA-sentinel";

let GET: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

beforeAll(async () => {
  vi.stubEnv("HEROKU_API_KEY", SENTINEL);
  vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
  vi.stubEnv("LOG_LEVEL", "silent");
  const account = { id: "u", email: "ada@example.com", name: null };
  vi.stubGlobal("fetch", async () => Response.json(account));
  const { handler } = await import("./handler");
  GET = handler(
    { answer: z.object({ email: z.string() }), action: null, verb: "read" },
    async ({ session }) => ({ email: session.user.email }),
  );
  return () => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  };
});
beforeEach(() => {
  keySessions.reset();
});

function ask(headers: Record<string, string>): Promise<Response> {
  return GET(new Request("http://localhost:3000/api/me", { headers }), { params: Promise.resolve({}) });
}

test.each(["localhost:3000", "127.0.0.1:3000", "[::1]:3000"])(
  "allows the host %s to use HEROKU_API_KEY",
  async (host) => {
    expect(await (await ask({ host })).json()).toEqual({ email: "ada@example.com" });
  },
);

test.each([
  "evil.example:3000",
  "127.0.0.1.evil.example:3000",
  "localhost.evil.example",
  "localhost:3000@evil.example",
  "evil.localhost:3000",
  "10.0.0.7:3000",
  "",
])("rejects the host %j with HEROKU_API_KEY", async (host) => {
  const response = await ask({ host });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ id: "wrong_origin" });
});

test.each(["cross-site", "same-site"])("rejects background requests of a %s page", async (site) => {
  const headers = { host: "localhost:3000", "sec-fetch-site": site };
  expect((await ask({ ...headers, "sec-fetch-mode": "no-cors" })).status).toBe(403);
  expect((await ask({ ...headers, "sec-fetch-mode": "navigate" })).status).toBe(200);
  expect((await ask({ ...headers, "sec-fetch-site": "same-origin" })).status).toBe(200);
});
