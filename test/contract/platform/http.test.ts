import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { issueToken } from "@/local-platform/identity/tokens";
import { newAppRows } from "@/local-platform/resources/apps";
import { ada, ben } from "@/local-platform/seed/people";
import type { AppRow } from "@/local-platform/store/tables";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Failed = z.looseObject({ id: z.string(), message: z.string() });
const Apps = z.array(z.object({ id: z.string(), name: z.string() }));

let platform: TestPlatform;
let benToken: string;

beforeAll(async () => {
  platform = await startPlatform();
  const { context } = platform.platform;
  for (const name of ["staging", "production"]) await storeApp(name);
  const staging = await context.db
    .selectFrom("apps")
    .select("id")
    .where("name", "=", "staging")
    .executeTakeFirstOrThrow();
  await context.db
    .insertInto("collaborators")
    .values({ app_id: staging.id, account_id: ben.id, permission: "write" })
    .execute();
  benToken = await tokenFor(ben.id, "identity write-protected");
});
afterAll(() => platform.stop());

async function storeApp(name: string): Promise<AppRow> {
  const { context } = platform.platform;
  const { app, release } = newAppRows(context, name, ada.id);
  await context.db.insertInto("apps").values(app).execute();
  await context.db.insertInto("releases").values(release).execute();
  return app;
}

function tokenFor(account_id: string, scope: string): Promise<string> {
  const shared = { kind: "access" as const, client_id: "test", authorization_id: "a", forMs: 60_000 };
  return issueToken(platform.platform.context, { ...shared, account_id, scope });
}

async function failure(response: Promise<Response>): Promise<[number, string]> {
  const answered = await response;
  return [answered.status, Failed.parse(await answered.json()).id];
}

test("the version must be requested; variants of it are accepted", async () => {
  expect(await failure(platform.call("GET", "/apps", { headers: { Accept: "application/json" } }))).toEqual([
    406,
    "not_acceptable",
  ]);
  const variant = { Accept: "application/vnd.heroku+json; version=3.cancel-build" };
  expect((await platform.call("GET", "/apps", { headers: variant })).status).toBe(200);
});

test("Bearer and both forms of Basic work; anything else is 401", async () => {
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` });
  for (const headers of [basic(`:${platform.token}`), basic(`ada@example.com:${platform.token}`)]) {
    expect((await platform.call("GET", "/account", { headers })).status).toBe(200);
  }
  for (const Authorization of ["", "Bearer nonsense", `Digest ${platform.token}`]) {
    expect(await failure(platform.call("GET", "/account", { headers: { Authorization } }))).toEqual([
      401,
      "unauthorized",
    ]);
  }
});

test("an insufficient scope is 403, and the headers name a sufficient one", async () => {
  const read = await tokenFor(ada.id, "read");
  const response = await platform.call("GET", "/apps/staging/config-vars", { token: read });
  expect(response.status).toBe(403);
  expect(response.headers.get("oauth-scope")).toBe("read");
  expect(response.headers.get("oauth-scope-accepted")).toBe("global read-protected write-protected");
  expect((await platform.call("GET", "/apps", { token: read })).status).toBe(200);
  expect((await platform.call("GET", "/account", { token: read })).status).toBe(403);
  expect((await platform.call("POST", "/apps", { token: read, body: {} })).status).toBe(403);
});

test("Ben writes to staging, and cannot see production", async () => {
  const list = Apps.parse(await (await platform.call("GET", "/apps", { token: benToken })).json());
  expect(list.map((app) => app.name)).toEqual(["staging"]);
  expect((await platform.call("GET", "/apps/production", { token: benToken })).status).toBe(403);
  expect((await platform.call("GET", "/apps/nowhere", { token: benToken })).status).toBe(404);
  const patch = { body: { GREETING: "hi" }, token: benToken };
  expect((await platform.call("PATCH", "/apps/staging/config-vars", patch)).status).toBe(200);
  expect(await failure(platform.call("DELETE", "/apps/staging", { token: benToken }))).toEqual([
    403,
    "forbidden",
  ]);
});

test("unknown routes, broken JSON, wrong parameters", async () => {
  expect(await failure(platform.call("GET", "/nothing/here"))).toEqual([404, "not_found"]);
  const broken = fetch(`${platform.api}/apps`, {
    method: "POST",
    body: "{",
    headers: {
      Accept: "application/vnd.heroku+json; version=3",
      Authorization: `Bearer ${platform.token}`,
      "Content-Type": "application/json",
    },
  });
  expect(await failure(broken)).toEqual([400, "bad_request"]);
  const bodies: [string, string, unknown][] = [
    ["POST", "/apps", { name: "No Spaces" }],
    ["POST", "/apps", { name: "staging" }],
    ["POST", "/apps/staging/builds", {}],
    ["POST", "/apps/staging/builds", { source_blob: { url: "file:///etc/passwd" } }],
    [
      "POST",
      "/apps/staging/builds",
      { source_blob: { url: "https://example.com/a.tgz", checksum: "MD5:x" } },
    ],
    ["POST", "/apps/staging/slugs", {}],
    ["POST", "/apps/staging/slugs", { process_types: { "a b": "x" } }],
    ["POST", "/apps/staging/releases", {}],
    ["POST", "/apps/staging/releases", { slug: "x", release: "y" }],
    ["PATCH", "/apps/staging/config-vars", { "NOT-A-NAME": "x" }],
  ];
  for (const [method, path, body] of bodies) {
    expect(await failure(platform.call(method, path, { body })), `${path} ${JSON.stringify(body)}`).toEqual([
      422,
      "invalid_params",
    ]);
  }
});

test("a method override is ignored", async () => {
  const headers = { "X-Http-Method-Override": "DELETE" };
  expect((await platform.call("GET", "/apps/staging", { headers })).status).toBe(200);
  expect((await platform.call("GET", "/apps/staging")).status).toBe(200);
});

test("Request-Id is appended to the client's; a known ETag returns 304", async () => {
  const response = await platform.call("GET", "/apps/staging", { headers: { "Request-Id": "mine" } });
  expect(response.headers.get("request-id")).toMatch(/^mine,[0-9a-f-]{36}$/);
  const etag = response.headers.get("etag") ?? "";
  const again = await platform.call("GET", "/apps/staging", { headers: { "If-None-Match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("a partial list is 206 and names the next range", async () => {
  for (let index = 0; index < 3; index += 1) await storeApp(`listed-${index}`);
  const names: string[] = [];
  let range: string | null = "name ..; order=desc,max=2;";
  while (range !== null) {
    const response: Response = await platform.call("GET", "/apps", { headers: { Range: range } });
    range = response.headers.get("next-range");
    expect(response.status).toBe(range === null ? 200 : 206);
    expect(response.headers.get("accept-ranges")).toBe("id, name, updated_at");
    names.push(...Apps.parse(await response.json()).map((app) => app.name));
  }
  expect(names).toEqual(["staging", "production", "listed-2", "listed-1", "listed-0"]);
  const refused = platform.call("GET", "/apps", { headers: { Range: "size ..; max=2" } });
  expect(await failure(refused)).toEqual([416, "requested_range_not_satisfiable"]);
});

test("config vars: a change creates a release with a description", async () => {
  const Described = z.array(z.object({ version: z.number(), description: z.string() }));
  const app = await storeApp("configured");
  const patch = (body: unknown) => platform.call("PATCH", `/apps/${app.id}/config-vars`, { body });
  await patch({ A: "1", B: "2" });
  await patch({ A: "1" });
  const last = await patch({ A: null, GONE: null });
  expect(await last.json()).toEqual({ B: "2" });
  const releases = await platform.call("GET", "/apps/configured/releases", {
    headers: { Range: "version .." },
  });
  expect(Described.parse(await releases.json()).map((release) => release.description)).toEqual([
    "Initial release",
    "Set A, B config vars",
    "Remove A config vars",
  ]);
});
