import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as summaries from "@/app/api/summaries/route";
import { AppSummaries } from "@/lib/schemas/summary";
import { createApp } from "@/lib/server/heroku/apps";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { readSummaries } from "@/lib/server/watch/summaries";
import { type Dashboard, startDashboard } from "./dashboard";
import { appTarball, builtApp, untilEnded, uploadTo } from "./journeys";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

/** The same client, its calls counted. */
function counted(): { heroku: Heroku; calls: () => number } {
  const inner = dashboard.heroku;
  let calls = 0;
  const heroku: Heroku = {
    ...inner,
    grant: { ...inner.grant, id: `counted ${Math.random()}`, accountId: `counted ${Math.random()}` },
    request: (endpoint, call) => {
      calls += 1;
      return inner.request(endpoint, call);
    },
  };
  return { heroku, calls: () => calls };
}

const at = (seconds: number) => () => new Date(Date.UTC(2026, 10, 21) + seconds * 1000);

describe("summaries", () => {
  it("show builds, releases, what runs and the dynos, in the order asked, without what cannot be read", async () => {
    const { build } = await builtApp(dashboard, "sum-one");
    await createApp(dashboard.heroku, { name: "sum-two" });
    const answer = await dashboard.knock(summaries.GET, {}, { query: "?apps=sum-two,no-such-app,sum-one" });
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

  it("find the running release when ten newer ones failed or are no deployments", async () => {
    const made = await builtApp(dashboard, "sum-old", { release: 'test -z "$BROKEN"' });
    const newest = async () => (await listReleases(dashboard.heroku, "sum-old")).items[0]?.status;
    await expect.poll(newest, { timeout: 20_000 }).toBe("succeeded");
    for (let change = 0; change < 11; change += 1) {
      await patchConfigVars(dashboard.heroku, "sum-old", { BROKEN: String(change) });
    }
    await expect.poll(newest, { timeout: 20_000 }).toBe("failed");
    const { heroku } = counted();
    const [summary] = await readSummaries(heroku, ["sum-old"], at(0));
    expect(summary?.releases.some((release) => release.current)).toBe(false);
    expect(summary?.current?.id).toBe(made.build.release?.id);
  });

  it("tell in one line why the newest build failed", async () => {
    await createApp(dashboard.heroku, { name: "sum-failed" });
    const tarball = await appTarball({ build: "node -e 'throw new TypeError(\"no harbour\")'" });
    const { id } = await uploadTo(dashboard, "sum-failed", tarball);
    await untilEnded(dashboard.heroku, "sum-failed", id);
    const { heroku } = counted();
    await expect
      .poll(async () => (await readSummaries(heroku, ["sum-failed"]))[0]?.first_error, { timeout: 20_000 })
      .toBe("TypeError: no harbour");
  });

  it("are read once for all who ask at a time, and again only when their time has come", async () => {
    await createApp(dashboard.heroku, { name: "sum-quiet" });
    const { heroku, calls } = counted();
    await Promise.all(Array.from({ length: 20 }, () => readSummaries(heroku, ["sum-quiet"], at(0))));
    expect(calls()).toBe(4);
    await readSummaries(heroku, ["sum-quiet"], at(9));
    expect(calls()).toBe(4);
    await readSummaries(heroku, ["sum-quiet"], at(11));
    expect(calls()).toBe(8);
  });

  it("are read at once when the app was released anew, and while something moves every few seconds", async () => {
    await createApp(dashboard.heroku, { name: "sum-moving" });
    const { heroku, calls } = counted();
    await readSummaries(heroku, ["sum-moving"], at(0));
    const { id } = await uploadTo(dashboard, "sum-moving", await appTarball({ build: "sleep 1" }));
    await readSummaries(heroku, ["sum-moving"], at(1));
    expect(calls()).toBe(7);
    await readSummaries(heroku, ["sum-moving"], at(2));
    expect(calls()).toBe(7);
    await readSummaries(heroku, ["sum-moving"], at(3.6));
    expect(calls()).toBe(10);
    await untilEnded(dashboard.heroku, "sum-moving", id);
  });

  it("keep what was known when upstream is down, and say so", async () => {
    await createApp(dashboard.heroku, { name: "sum-down" });
    const { heroku } = counted();
    const [before] = await readSummaries(heroku, ["sum-down"], at(0));
    await dashboard.fault({ method: "GET", path: "/apps/*/builds", status: 503, ms: 60_000 });
    const [during] = await readSummaries(heroku, ["sum-down"], at(20));
    expect(during).toEqual({ ...before, failed: expect.stringContaining("Heroku answered 503") });
    await dashboard.clearFaults();
    expect((await readSummaries(heroku, ["sum-down"], at(40)))[0]?.failed).toBeNull();
  });

  it("fail when nothing is known, and take no more than sixty apps", async () => {
    await dashboard.fault({ method: "GET", path: "/apps", status: 503, ms: 60_000 });
    const fresh = herokuFor({ ...dashboard.heroku.grant, id: "fresh" });
    await expect(readSummaries(fresh, ["sum-down"], at(0))).rejects.toMatchObject({
      id: "upstream_unavailable",
    });
    const many = Array.from({ length: 61 }, (_, index) => `app-${index}`).join(",");
    expect((await dashboard.knock(summaries.GET, {}, { query: `?apps=${many}` })).status).toBe(400);
  });
});
