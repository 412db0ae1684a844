import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { allPortsFree, Launched, newDataDir, ports } from "@/test/harness/launched-product";

const PUBLIC = "https://slipway.example";
const FORWARDED = { host: "slipway.example", "x-forwarded-proto": "https" };

type Answer = { status: number; headers: IncomingHttpHeaders; cookies: string[]; body: string };

/** Sends a request as a reverse proxy does; fetch does not allow setting Host. */
function ask(
  path: string,
  headers: Record<string, string> = FORWARDED,
  method = "GET",
  body = "",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: ports.dashboard,
        path,
        method,
        headers: body ? { ...FORM, ...headers } : headers,
      },
      async (answer) => {
        let text = "";
        for await (const chunk of answer) text += chunk;
        const { statusCode: status = 0, headers: got } = answer;
        resolve({ status, headers: got, cookies: got["set-cookie"] ?? [], body: text });
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
/** Sends text unchanged; resolves with the response once the server has closed the connection. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(ports.dashboard, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.once("error", reject);
    socket.once("end", () => resolve(received));
  });
}
const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe.each([
  ["behind https at another name", PUBLIC, "https://slipway.example"],
  ["on localhost", "", `http://localhost:${ports.dashboard}`],
])("the doors %s", (_name, publicUrl, origin) => {
  let launched: Launched;
  const ours = { host: new URL(origin).host, "x-forwarded-proto": new URL(origin).protocol.slice(0, -1) };

  beforeAll(async () => {
    launched = new Launched([process.execPath, "scripts/start.mjs"], newDataDir(), { PUBLIC_URL: publicUrl });
    await launched.printed(/Token for scripts.*\n/);
    return async () => {
      launched.signalGroup("SIGTERM");
      await launched.ended();
      await allPortsFree(6_000);
    };
  });

  test.each(["127.0.0.1:1", `127.0.0.1:${ports.dashboard}`, "other.example"])(
    "redirects a page requested as %s to the public address",
    async (host) => {
      for (const scheme of ["http", "https"]) {
        const answer = await ask("/apps/x?tab=1&to=%2F%2Fevil.example", {
          host,
          "x-forwarded-proto": scheme,
        });
        expect(answer.status).toBe(307);
        expect(answer.headers.location).toBe(`${origin}/apps/x?tab=1&to=%2F%2Fevil.example`);
      }
    },
  );

  test("redirects a signed-out user to sign in, and back to the page", async () => {
    const answer = await ask("/apps/example-app/builds?state=failed", {
      ...ours,
      "x-page-path": "/settings",
    });
    expect(answer.status).toBe(307);
    const back = new URLSearchParams({ callbackUrl: "/apps/example-app/builds?state=failed" });
    expect(answer.headers.location).toBe(`/sign-in?${back}`);
  });

  test("/api answers under any host name", async () => {
    expect((await ask("/api/health/live", { host: "10.0.0.7" })).status).toBe(200);
    expect((await ask("/api/apps", { host: "10.0.0.7" })).status).toBe(401);
  });

  test("starts a sign-in only from its own pages, with cookies bound to this host", async () => {
    const form = "callbackUrl=https://evil.example/";
    expect((await ask("/api/auth/signin/heroku", ours, "POST", form)).status).toBe(403);
    for (const wrong of ["null", "https://evil.example", `${origin}.evil.example`, `${origin}/`]) {
      const headers = { ...ours, origin: wrong };
      expect((await ask("/api/auth/signin/heroku", headers, "POST", form)).status).toBe(403);
    }
    const answer = await ask("/api/auth/signin/heroku", { ...ours, origin }, "POST", form);
    expect(answer.status).toBe(303);
    const target = new URL(answer.headers.location ?? "");
    expect(target.origin).toBe(`http://127.0.0.1:${ports.api}`);
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      code_challenge_method: "S256",
      scope: "identity write-protected",
      redirect_uri: `${origin}/api/auth/callback/heroku`,
    });
    const kept = answer.cookies.filter((cookie) => !/=;/.test(cookie));
    const https = origin.startsWith("https:");
    const [attempt] = target.searchParams.get("state")?.split(".") ?? [];
    expect(kept.map((cookie) => cookie.split("=")[0]).sort()).toEqual(
      ["callback", "pkce", "state"].map((name) =>
        https ? `__Host-slipway-${name}-${attempt}` : `slipway-${name}-${attempt}-${ports.dashboard}`,
      ),
    );
    for (const cookie of kept) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
      expect(/; Secure/i.test(cookie)).toBe(https);
      expect(cookie).not.toMatch(/Domain=|evil/i);
    }
  });

  test("distinguishes a denial, a broken callback and a forged state", async () => {
    const to = async (query: string) =>
      (await ask(`/api/auth/callback/heroku?${query}`, ours)).headers.location;
    expect(await to("error=access_denied")).toBe(`${origin}/sign-in?denied=1&callbackUrl=%2F`);
    expect(await to("code=x")).toBe(`${origin}/sign-in?error=1&callbackUrl=%2F`);
    for (const state of ["y", "y.z", ".."])
      expect(await to(`code=x&state=${state}`)).toBe(`${origin}/sign-in?error=1&callbackUrl=%2F`);
    expect(await to("code=x&state=screen.y")).toBe(`${origin}/sign-in?callbackUrl=%2Fscreens`);
  });

  test("ends half-sent and oversized bodies without a session, and closes the connection", async () => {
    const { host } = ours;
    const head = (path: string, bytes: number, method = "POST") =>
      `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
    const open = ["/api/auth/signin/heroku", "/api/webhooks/00000000-0000-4000-8000-000000000000"];
    const late = open.map(async (path) => {
      expect(await exchange(`${head(path, 1_000)}a=b`)).toMatch(/^HTTP\/1.1 408 .*"id":"request_timeout"/s);
    });
    const large = open.map(async (path) => {
      expect(await exchange(`${head(path, 65_537)}a=b`)).toMatch(/^HTTP\/1.1 413 .*"id":"too_large"/s);
    });
    const refused = ["/api/screens", "/api/apps", "/api/apps/example-app/uploads"].map(async (path) => {
      expect(await exchange(`${head(path, 1_000)}{`)).toMatch(/^HTTP\/1.1 401 .*"id":"unauthorized"/s);
    });
    const others = ["/api/wall", "/api/health/live"].map(async (path) => {
      expect(await exchange(`${head(path, 1_000, "GET")}{`)).toMatch(/^HTTP\/1.1 200 /);
    });
    const pages = ["/", "/sign-in"].map(async (path) => {
      expect(await exchange(`${head(path, 1_000)}{`)).toMatch(/^HTTP\/1.1 408 /);
    });
    await Promise.all([...late, ...large, ...refused, ...others, ...pages]);
  }, 20_000);

  test("sends the content security policy and no-store with pages and responses", async () => {
    const page = await ask("/sign-in", ours);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).not.toMatch(/unsafe-/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    const scripts = page.body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(page.body).not.toMatch(/<[^>]+ style="/);
    expect(page.headers["cache-control"]).toContain("no-store");
    const answer = await ask("/api/me", ours);
    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      id: "unauthorized",
      request_id: answer.headers["request-id"],
    });
  });
});
