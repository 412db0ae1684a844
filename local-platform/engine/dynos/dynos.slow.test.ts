import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestEngine, tarballOf, until } from "@/local-platform/engine/testing/test-engine";

let rig: Awaited<ReturnType<typeof openTestEngine>>;
beforeEach(async () => {
  rig = await openTestEngine();
});
afterEach(async () => {
  await rig.close();
  expect(rig.problems).toEqual([]);
});

const server = (body: string) =>
  `require("node:http").createServer((_, response) => response.end(${body})).listen(process.env.PORT);`;

/** Builds and releases an app whose web process is this script. */
async function deploy(app: string, script: string, more = "") {
  const files = { Procfile: `web: node web.js\n${more}`, "web.js": script };
  const build = await rig.built(await rig.build(app, await tarballOf(files)));
  expect(build.status).toBe("succeeded");
  return build;
}
const dynos = () => rig.context.db.selectFrom("dynos").selectAll().orderBy("name").execute();
const states = async () => (await dynos()).map((row) => `${row.name} v${row.release_version} ${row.state}`);
async function get(name = "demo"): Promise<string> {
  const route = await rig.engine.route(name);
  return "port" in route ? (await fetch(`http://127.0.0.1:${route.port}/`)).text() : route.error;
}
const log = (app: string, more: { dyno?: string; source?: string } = {}) =>
  text(rig.engine.logs(app, { lines: 1500, tail: false, ...more }));

test("the web process has PORT, config vars and its own HOME, and no variables of the platform", async () => {
  process.env.SECRET = "of the platform";
  const app = await rig.createApp("demo", { GREETING: "hi" });
  await deploy(app, server("JSON.stringify(process.env)"));
  const body = await get();
  delete process.env.SECRET;
  expect(JSON.parse(body)).toMatchObject({ GREETING: "hi", DYNO: "web.1", NODE_ENV: "production" });
  expect(JSON.parse(body).HOME).toContain(`${rig.context.workDir}/dynos/`);
  expect(body).not.toContain("of the platform");
  expect(await states()).toEqual(["web.1 v1 up"]);
});

test("reports a missing app and a missing web process", async () => {
  expect(await get("nobody")).toBe("no such app");
  await rig.createApp("demo");
  expect(await get()).toBe("no web dyno");
});

const preboot = (app_id: string, enabled: 0 | 1) =>
  rig.context.db
    .insertInto("app_features")
    .values({ app_id, name: "preboot", enabled, updated_at: "" })
    .execute();

test("without preboot the old dyno stops before the new one starts, and requests wait", async () => {
  const app = await rig.createApp("demo");
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await deploy(app, `setTimeout(() => { ${server(`"two"`)} }, 400);`);
  await until(async () => (await states()).join() === "web.1 v2 starting");
  expect(await get()).toBe("two");
  const said = await log(app, { source: "heroku" });
  expect(said.indexOf("Stopping all processes")).toBeGreaterThan(0);
  expect(said.indexOf("Stopping all processes")).toBeLessThan(said.lastIndexOf("Starting process"));
  expect(await states()).toEqual(["web.1 v2 up"]);
});

test("with preboot both dynos are up, and the old one serves until the router switches", async () => {
  const app = await rig.createApp("demo");
  await preboot(app, 1);
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await deploy(app, server(`"two"`));
  await until(async () => (await states()).join() === "web.1 v1 up,web.1 v2 up");
  expect(await get()).toBe("one");
  await until(async () => (await states()).join() === "web.1 v2 up");
  expect(await get()).toBe("two");
});

test("with preboot a third release before the switch replaces both in turn", async () => {
  const app = await rig.createApp("demo");
  await preboot(app, 1);
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await deploy(app, server(`"two"`));
  await deploy(app, server(`"three"`));
  const seen: string[] = [];
  await until(async () => {
    const body = await get();
    if (seen.at(-1) !== body) seen.push(body);
    return body === "three";
  });
  expect(["one,three", "one,two,three"]).toContain(seen.join());
  await until(async () => (await states()).join() === "web.1 v3 up");
});

test("with preboot no request fails while a new release takes over", async () => {
  const app = await rig.createApp("demo");
  await preboot(app, 1);
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await deploy(app, `setTimeout(() => { ${server(`"two"`)} }, 400);`);
  const seen = new Set<string>();
  await until(async () => {
    const body = await get();
    seen.add(body);
    return body === "two";
  });
  expect([...seen]).toEqual(["one", "two"]);
  await until(async () => (await states()).join() === "web.1 v2 up");
});

test("with preboot a new release that does not come up leaves the old one serving", async () => {
  const app = await rig.createApp("demo");
  await preboot(app, 1);
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await deploy(app, "process.exit(1)");
  await until(async () => (await log(app)).includes("State changed from starting to crashed"));
  expect(await get()).toBe("one");
  expect(await states()).toContain("web.1 v1 up");
});

test("ends a process that never listens with R10", async () => {
  const short = await openTestEngine({ bootMs: 300, restartMs: 60_000, restartCapMs: 60_000 });
  const app = await short.createApp("demo");
  await short.built(await short.build(app, await tarballOf({ Procfile: "web: sleep 60" })));
  expect(await short.engine.route("demo")).toEqual({ appId: app, error: "crashed" });
  await until(async () =>
    (await text(short.engine.logs(app, { lines: 100, tail: false }))).includes("Error R10"),
  );
  await short.close();
});

test("restarts a crashed dyno with growing delays, each time on a new port", async () => {
  const app = await rig.createApp("demo");
  const once = `setTimeout(() => process.exit(1), 20)`;
  await deploy(app, once);
  await until(async () => (await log(app)).split("Starting process").length > 4);
  const crashes = (await log(app, { source: "heroku" }))
    .split("\n")
    .filter((line) => line.includes("to crashed"));
  expect(crashes.length).toBeGreaterThan(2);
  expect(await log(app)).toContain("heroku[web.1]: Process exited with status 1");
});

test("a restarted dyno responds again", async () => {
  const app = await rig.createApp("demo");
  const dies = `require("node:http").createServer((request, response) => {
    response.end("pid " + process.pid, () => request.url === "/die" && process.exit(1));
  }).listen(process.env.PORT);`;
  await deploy(app, dies);
  const first = await get();
  const route = await rig.engine.route("demo");
  await fetch(`http://127.0.0.1:${"port" in route ? route.port : 0}/die`);
  await until(
    async () => /^pid/.test(await get().catch(() => "")) && (await get().catch(() => first)) !== first,
  );
});

test("workers run by quantity, and quantity 0 stops the web", async () => {
  const app = await rig.createApp("demo");
  await deploy(app, server(`"one"`), "worker: echo working; sleep 60\n");
  await get();
  const scale = (type: string, quantity: number) =>
    rig.context.db.updateTable("formation").set({ quantity }).where("type", "=", type).execute();
  await scale("worker", 2);
  await rig.engine.formationChanged(app);
  await until(async () => (await states()).join() === "web.1 v1 up,worker.1 v1 up,worker.2 v1 up");
  await until(async () => (await log(app, { dyno: "worker", source: "app" })).split("working").length === 3);
  await scale("web", 0);
  await scale("worker", 1);
  await rig.engine.formationChanged(app);
  await until(async () => (await states()).join() === "worker.1 v1 up");
  expect(await get()).toBe("no web dyno");
});

test("restarts one dyno and keeps the others running", async () => {
  const app = await rig.createApp("demo");
  await deploy(app, server(`"one"`), "worker: sleep 60\n");
  await get();
  await rig.context.db.updateTable("formation").set({ quantity: 2 }).where("type", "=", "worker").execute();
  await rig.engine.formationChanged(app);
  await until(async () => (await dynos()).every((row) => row.state === "up"));
  const ids = async () => Object.fromEntries((await dynos()).map((row) => [row.name, row.id]));
  const before = await ids();
  await rig.engine.restartDynos(app, { id: before["worker.1"] });
  const after = await ids();
  expect(after["worker.1"]).not.toBe(before["worker.1"]);
  expect({ ...after, "worker.1": "" }).toEqual({ ...before, "worker.1": "" });
});

test("config vars of a new release reach the dynos", async () => {
  const app = await rig.createApp("demo", { GREETING: "one" });
  const { slug_id } = await deploy(app, server("process.env.GREETING"));
  expect(await get()).toBe("one");
  await rig.context.db.updateTable("apps").set({ config_vars: '{"GREETING":"two"}' }).execute();
  await rig.engine.createRelease({
    appId: app,
    userId: rig.userId,
    slugId: slug_id,
    description: "Set GREETING",
  });
  await until(async () => (await get()) === "two");
});

test("log lines have Logplex's format, and are filtered, live and whole", async () => {
  const app = await rig.createApp("demo");
  await deploy(app, `console.log("out"); console.error("err ü"); ${server(`"one"`)}`);
  const live = rig.engine.logs(app, { lines: 0, tail: true, source: "app" });
  const lines: string[] = [];
  live.on("data", (line) => lines.push(String(line)));
  await get();
  await rig.engine.restartDynos(app);
  await get();
  await until(() => lines.join("").includes("err ü"));
  live.destroy();
  const all = await log(app);
  expect(all).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00 app\[web\.1\]: out$/m);
  expect(all).toMatch(/ heroku\[web\.1\]: State changed from starting to up$/m);
  expect(await log(app, { dyno: "worker" })).toBe("");
  expect((await text(rig.engine.logs(app, { lines: 1, tail: false }))).trim().split("\n")).toHaveLength(1);
});

test("after a restart of the platform the dynos of current releases run again", async () => {
  const app = await rig.createApp("demo");
  await deploy(app, server(`"one"`));
  expect(await get()).toBe("one");
  await rig.engine.close();
  expect(await dynos()).toEqual([]);
  await rig.restart();
  expect(await get()).toBe("one");
  expect(await states()).toEqual(["web.1 v1 up"]);
});
