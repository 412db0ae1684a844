import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as latest from "@/app/api/summaries/latest/route";
import * as summaries from "@/app/api/summaries/route";
import { AppSummaries, LatestStates } from "@/lib/schemas/summary";
import { createApp, getApp } from "@/lib/server/heroku/apps";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { createCoupling, createPipeline } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { readSummaries } from "@/lib/server/watch/summaries";
import { Watch } from "@/lib/server/watch/watch";
import { appTarball, builtApp, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { counted, type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

/** A watch whose clock stands still and which reads only when it is asked; the calls made with it. */
function still(): { heroku: Heroku; calls: () => number; at: (seconds: number) => { watch: Watch } } {
  const { heroku, calls } = counted(dashboard, { accountId: `counted ${Math.random()}` });
  let now = Date.UTC(2026, 10, 21);
  const watch = new Watch({ now: () => now, schedule: () => () => undefined });
  const at = (seconds: number) => {
    now = Date.UTC(2026, 10, 21) + seconds * 1000;
    return { watch };
  };
  return { heroku, calls, at };
}

describe("summaries", () => {
  test("contain builds, releases, the running release and dynos in the requested order, without unreadable apps", async () => {
    const { build } = await builtApp(dashboard, "sum-one");
    await createApp(dashboard.heroku, { name: "sum-two" });
    const answer = await dashboard.request(summaries.GET, {}, { query: "?apps=sum-two,no-such-app,sum-one" });
    const { items } = AppSummaries.parse(await answer.json());
    expect(items.map((item) => item.app.name)).toEqual(["sum-two", "sum-one"]);
    expect(items[1]).toMatchObject({
      builds: [{ id: build.id }],
      current: build.release,
      failed: null,
      first_error: null,
    });
    expect(items[0]).toMatchObject({ builds: [], current: { version: 1 } });
  });

  test("that are requested once are read and not watched afterwards, unless there is another watcher", async () => {
    await createApp(dashboard.heroku, { name: "sum-once" });
    await createApp(dashboard.heroku, { name: "sum-seen" });
    const { heroku, at } = still();
    const { watch } = at(0);
    const looked = () => watch.state.subscriptions.get(heroku.grant.id)?.polls.size ?? 0;
    const items = await readSummaries(heroku, ["sum-once"], { watch, viewer: "once" });
    expect(items.map(({ app }) => app.name)).toEqual(["sum-once"]);
    expect(looked()).toBe(0);
    await readSummaries(heroku, ["sum-seen"], { watch });
    await readSummaries(heroku, ["sum-seen", "sum-once"], { watch, viewer: "once" });
    expect(looked()).toBe(1);
  });

  test("contain the newest builds and releases of pipelines' apps, with two calls per pipeline", async () => {
    const app = await createApp(dashboard.heroku, { name: "sum-line" });
    const { id } = await createPipeline(dashboard.heroku, { name: "sum-line" });
    await createCoupling(dashboard.heroku, id, { app: app.name, stage: "staging" });
    const answer = await dashboard.request(latest.GET, {}, {});
    const { items } = LatestStates.parse(await answer.json());
    expect(items).toContainEqual({ app: { id: app.id }, build: null, release: "succeeded" });
  });

  test("contain the running release if ten newer ones failed or changed no code", async () => {
    const made = await builtApp(dashboard, "sum-old", { release: 'test -z "$BROKEN"' });
    const newest = async () => (await listReleases(dashboard.heroku, "sum-old")).items[0]?.status;
    await expect.poll(newest, { timeout: 20_000 }).toBe("succeeded");
    for (let change = 0; change < 11; change += 1) {
      await patchConfigVars(dashboard.heroku, "sum-old", { BROKEN: String(change) });
    }
    await expect.poll(newest, { timeout: 20_000 }).toBe("failed");
    const { heroku, at } = still();
    const [summary] = await readSummaries(heroku, ["sum-old"], at(0));
    expect(summary?.releases.some((release) => release.current)).toBe(false);
    expect(summary?.current?.id).toBe(made.build.release?.id);
  });

  test("contain one line of why the newest build failed", async () => {
    await createApp(dashboard.heroku, { name: "sum-failed" });
    const tarball = await appTarball({ build: "node -e 'throw new TypeError(\"no harbour\")'" });
    const { id } = await uploadTo(dashboard, "sum-failed", tarball);
    await untilEnded(dashboard.heroku, "sum-failed", id);
    const { heroku, at } = still();
    await expect
      .poll(async () => (await readSummaries(heroku, ["sum-failed"], at(0)))[0]?.first_error, {
        timeout: 20_000,
      })
      .toBe("TypeError: no harbour");
  });

  test.each([
    [
      "sum-erased",
      'console.log("ERROR: quay 1 not ready, retrying\\rok: quay 1 ready                   "); throw new TypeError("no berth")',
      "TypeError: no berth",
    ],
    [
      "sum-large",
      `process.stdout.write("compiled a module".padEnd(99, "x").concat("\\n").repeat(52_000), () => { throw new Error("no tide table"); });`,
      "Error: no tide table",
    ],
  ])("name the same line as the build page: %s", async (app, script, reason) => {
    await createApp(dashboard.heroku, { name: app });
    const tarball = await appTarball({ build: "node build.js", files: { "build.js": script } });
    const { id } = await uploadTo(dashboard, app, tarball);
    await untilEnded(dashboard.heroku, app, id);
    const { heroku, at } = still();
    await expect
      .poll(async () => (await readSummaries(heroku, [app], at(0)))[0]?.first_error, { timeout: 20_000 })
      .toBe(reason);
  });

  test("are read once for concurrent requests, also with other grants", async () => {
    await createApp(dashboard.heroku, { name: "sum-quiet" });
    const { heroku, calls, at } = still();
    await Promise.all(Array.from({ length: 20 }, () => readSummaries(heroku, ["sum-quiet"], at(0))));
    // The list of apps, the couplings, and three of the app.
    expect(calls()).toBe(5);
    const other = counted(dashboard, { accountId: "other" });
    await readSummaries(other.heroku, ["sum-quiet"], at(5));
    expect([calls(), other.calls()]).toEqual([5, 1]);
  });

  test("are read again after a change through Slipway, and after a time without watchers", async () => {
    await createApp(dashboard.heroku, { name: "sum-moving" });
    const { heroku, at } = still();
    const { watch } = at(0);
    await readSummaries(heroku, ["sum-moving"], at(0));
    const { id } = await uploadTo(dashboard, "sum-moving", await appTarball({ build: "sleep 1" }));
    watch.touch((await getApp(dashboard.heroku, "sum-moving")).id);
    const [moving] = await readSummaries(heroku, ["sum-moving"], at(1));
    expect(moving?.builds[0]?.id).toBe(id);
    await untilEnded(dashboard.heroku, "sum-moving", id);
    const [later] = await readSummaries(heroku, ["sum-moving"], at(3_600));
    expect(later?.builds[0]?.status).toBe("succeeded");
  });

  test("keep the last values while upstream is down, and say so", async () => {
    await createApp(dashboard.heroku, { name: "sum-down" });
    const { heroku, at } = still();
    const { watch } = at(0);
    const [before] = await readSummaries(heroku, ["sum-down"], at(0));
    await dashboard.fault({ method: "GET", path: "/apps/*/builds", status: 503, ms: 60_000 });
    const { id } = before?.app ?? { id: "" };
    watch.touch(id);
    const [during] = await readSummaries(heroku, ["sum-down"], at(20));
    expect(during).toEqual({ ...before, failed: expect.stringContaining("Heroku answered 503") });
    expect(watch.faultOf(id)).toBe("heroku");
    await dashboard.clearFaults();
    const [after] = await readSummaries(heroku, ["sum-down"], at(40));
    expect(after).toMatchObject({
      failed: null,
      read_at: new Date(Date.UTC(2026, 10, 21, 0, 0, 40)).toISOString(),
    });
  });

  test("fail without a last value, and accept at most sixty apps", async () => {
    await dashboard.fault({ method: "GET", path: "/apps", status: 503, ms: 60_000 });
    const fresh = herokuFor({ ...dashboard.heroku.grant, id: "fresh" });
    await expect(readSummaries(fresh, ["sum-down"], still().at(0))).rejects.toMatchObject({
      id: "upstream_unavailable",
    });
    const many = Array.from({ length: 61 }, (_, index) => `app-${index}`).join(",");
    expect((await dashboard.request(summaries.GET, {}, { query: `?apps=${many}` })).status).toBe(400);
  });
});
