import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createApp, createSlug, releaseSlug } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Formation = z.object({ type: z.string(), quantity: z.number(), size: z.string() });
const Dyno = z.object({ id: z.string(), name: z.string(), state: z.string(), size: z.string() });
const LogSession = z.object({ logplex_url: z.string() });
const Failure = z.object({ id: z.string(), message: z.string() });

const SERVER = `node -e "require('node:http').createServer((_, r) => r.end('hello')).listen(process.env.PORT)"`;
const APP = "clients";
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform();
  await createApp(platform, APP);
  await releaseSlug(platform, APP, await createSlug(platform, APP, { web: SERVER }));
});
afterAll(() => platform.stop());

const scale = (body: unknown) =>
  checkedCall(platform, z.array(Formation), 200, "PATCH", `/apps/${APP}/formation`, { body });
const dynos = () => checkedCall(platform, z.array(Dyno), 200, "GET", `/apps/${APP}/dynos`);

async function failure(method: string, path: string, body?: unknown): Promise<[number, string]> {
  const response = await platform.call(method, path, { body });
  return [response.status, Failure.parse(await response.json()).id];
}

async function logs(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  const session = await checkedCall(platform, LogSession, 201, "POST", `/apps/${APP}/log-sessions`, { body });
  return fetch(session.logplex_url, { headers });
}

/** Requests the app through the router. */
function visit(): Promise<{ status: number; text: string }> {
  const { apps: port } = platform.ports;
  return new Promise((done, reject) => {
    const sent = request({ host: "127.0.0.1", port, headers: { Host: `${APP}.localhost` } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", reject).end();
  });
}

describe("scaling", () => {
  test.each([
    ["a number", [{ type: "worker", quantity: 2 }], 2],
    ["text", [{ type: "worker", quantity: "1" }], 1],
    [
      "a relative quantity after an absolute one",
      [
        { type: "worker", quantity: "2" },
        { type: "worker", quantity: "+1" },
      ],
      3,
    ],
    ["a decrease", [{ type: "worker", quantity: "-3" }], 0],
  ])("accepts %s", async (_, updates, quantity) => {
    const formation = await scale({ updates });
    expect(formation.find(({ type }) => type === "worker")?.quantity).toBe(quantity);
  });

  test.each([[{ quantity: "-1" }], [{ quantity: "+101" }], [{ quantity: "many" }], [{ size: "Gigantic" }]])(
    "refuses %j and changes nothing",
    async (update) => {
      const before = await scale({ updates: [] });
      expect(await failure("PATCH", `/apps/${APP}/formation/worker`, update)).toEqual([
        422,
        "invalid_params",
      ]);
      expect(await scale({ updates: [] })).toEqual(before);
    },
  );

  test("stores a size and reports it for the dynos", async () => {
    const formation = await scale({ updates: [{ type: "worker", quantity: 1, size: "standard-1x" }] });
    expect(formation.find(({ type }) => type === "worker")?.size).toBe("Standard-1X");
    expect((await dynos()).find(({ name }) => name === "worker.1")?.size).toBe("Standard-1X");
  });
});

describe("dynos", () => {
  test.each([
    ["POST", "dynos/worker.1/actions/stop"],
    ["DELETE", "formations/worker"],
    ["POST", "formations/worker/actions/stop"],
  ])("%s %s replaces the dyno and no other", async (method, path) => {
    await scale({ updates: [{ type: "worker", quantity: 1 }] });
    const before = new Map((await dynos()).map(({ name, id }) => [name, id]));
    expect((await platform.call(method, `/apps/${APP}/${path}`)).status).toBe(202);
    const after = new Map((await dynos()).map(({ name, id }) => [name, id]));
    expect(after.get("worker.1")).not.toBe(before.get("worker.1"));
    expect(after.get("web.1")).toBe(before.get("web.1"));
  });

  test("an unknown process type is 404", async () => {
    expect(await failure("DELETE", `/apps/${APP}/formations/nothing`)).toEqual([404, "not_found"]);
  });
});

describe("logs", () => {
  test("are an event stream for clients that accept one, and text for others", async () => {
    await visit();
    const text = await (await logs({ lines: 2000 })).text();
    const events = await logs({ lines: 2000 }, { Accept: "text/event-stream" });
    expect(events.headers.get("content-type")).toBe("text/event-stream");
    const data = (await events.text()).split("\n").filter((line) => line.startsWith("data: "));
    expect(data.map((line) => line.slice("data: ".length)).filter(Boolean)).toEqual(text.trim().split("\n"));
  });

  test("contain the router's and the API's lines", async () => {
    expect(await visit()).toEqual({ status: 200, text: "hello" });
    const text = await (await logs({ lines: 1500 })).text();
    expect(text).toMatch(
      /heroku\[router\]: at=info method=GET path="\/" host=\S+ .* dyno=web\.1 .* status=200 bytes=5/,
    );
    expect(text).toMatch(/app\[api\]: Release v2 created by user ada@example\.com/);
  });
});

test("with maintenance on, the router returns 503 H80", async () => {
  for (const [maintenance, status] of [
    [true, 503],
    ["false", 200],
    [1, 503],
    [0, 200],
  ]) {
    expect((await platform.call("PATCH", `/apps/${APP}`, { body: { maintenance } })).status).toBe(200);
    expect((await visit()).status).toBe(status);
  }
  expect(await (await logs({ lines: 1500 })).text()).toContain("at=error code=H80");
});

test("a changed resource is not changed or deleted with the ETag of before", async () => {
  await createApp(platform, "matched");
  const etag = (await platform.call("GET", "/apps/matched")).headers.get("etag") ?? "";
  const change = (match: string) =>
    platform.call("PATCH", "/apps/matched", { headers: { "If-Match": match }, body: { maintenance: true } });
  expect((await change('"other"')).status).toBe(412);
  expect((await change(etag)).status).toBe(200);
  expect((await change(etag)).status).toBe(412);
  expect((await change("*")).status).toBe(200);
  expect((await platform.call("DELETE", "/apps/matched", { headers: { "If-Match": etag } })).status).toBe(
    412,
  );
  expect((await platform.call("GET", "/apps/matched")).status).toBe(200);
});

test("an app can be created on the container stack", async () => {
  const Stacks = z.object({
    stack: z.object({ name: z.string() }),
    build_stack: z.object({ name: z.string() }),
  });
  const app = await checkedCall(platform, Stacks, 201, "POST", "/apps", {
    body: { name: "boxed", stack: "container" },
  });
  expect([app.stack.name, app.build_stack.name]).toEqual(["container", "container"]);
});

test("a build's output stream exists when the build is returned", async () => {
  const Build = z.object({ output_stream_url: z.string() });
  const body = { source_blob: { url: "http://127.0.0.1:1/source.tgz" } };
  for (let round = 0; round < 5; round += 1) {
    const build = await checkedCall(platform, Build, 201, "POST", `/apps/${APP}/builds`, { body });
    const stream = await fetch(build.output_stream_url);
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
  }
});

test("an app has its own domain", async () => {
  // Not validated: the published schema asks for a URI, but Heroku returns a host name.
  const list = await (await platform.call("GET", `/apps/${APP}/domains`)).json();
  expect(list).toMatchObject([{ hostname: `${APP}.localhost`, kind: "heroku" }]);
  expect((await platform.call("GET", `/apps/${APP}/domains/${APP}.localhost`)).status).toBe(200);
  expect(await failure("GET", `/apps/${APP}/domains/other.localhost`)).toEqual([404, "not_found"]);
});

test.each(["/teams", "/spaces", "/account/keys", `/apps/${APP}/log-drains`])(
  "%s is an empty list",
  async (path) => {
    expect(await checkedCall(platform, z.array(z.unknown()), 200, "GET", path)).toEqual([]);
  },
);
