import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { WatchEvent } from "@/lib/schemas/event";
import { prepareStore } from "@/lib/server/store/db";
import { FakeClock } from "@/test/builders/fake-clock";
import { type FakeApp, FakeUpstream } from "@/test/builders/fake-upstream";
import { noteInstant, onFound } from "./instant";
import { Watch } from "./watch";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let clock: FakeClock;
let upstream: FakeUpstream;
let watch: Watch;
let left: Map<string, number>;

beforeAll(async () => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-watch-")));
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  await prepareStore();
  return () => globalThis.slipwayStore?.db.destroy();
});

beforeEach(() => {
  clock = new FakeClock();
  upstream = new FakeUpstream(clock.now);
  left = new Map();
  watch = new Watch({
    now: clock.now,
    schedule: clock.schedule,
    remaining: (account) => left.get(account) ?? null,
  });
});

/** Somebody with an account of their own listens; what they heard. */
async function listener(account: string, apps: FakeApp[], kind: "page" | "screen" = "page") {
  const heard: (WatchEvent & { at: number })[] = [];
  let ended = false;
  const leave = await watch.listen(
    upstream.as(account),
    apps.map(({ name }) => name),
    { kind, hear: (event) => heard.push({ ...event, at: clock.now() }), end: () => (ended = true) },
  );
  await clock.advance(SECOND);
  const of = (type: WatchEvent["type"]) => heard.filter((event) => event.type === type);
  return { leave, of, isEnded: () => ended };
}

function tenApps(): FakeApp[] {
  return Array.from({ length: 10 }, (_, at) => {
    const app = upstream.addApp(`app-${at}`, "fleet");
    upstream.release(app);
    return app;
  });
}

const only = (apps: FakeApp[]): FakeApp => apps[0] ?? upstream.addApp("none");

describe("the watch", () => {
  it("watches a pipeline of ten apps all day for at most 450 calls an hour", async () => {
    await listener("ada", tenApps());
    const begun = clock.now();
    await clock.advance(2 * HOUR);
    expect(upstream.callsOf("ada", begun) / 2).toBeLessThanOrEqual(450);
  });

  it("costs each of a hundred accounts no more than one that looks alone, but its own permission", async () => {
    const apps = tenApps();
    for (let at = 0; at < 100; at += 1) await listener(`viewer-${at}`, apps);
    await clock.advance(2 * MINUTE);
    const begun = clock.now();
    await clock.advance(10 * MINUTE);
    const ofOne = Array.from({ length: 100 }, (_, at) => 6 * upstream.callsOf(`viewer-${at}`, begun));
    expect(Math.max(...ofOne)).toBeLessThanOrEqual(100);
  });

  it("reads nothing once nobody looks", async () => {
    const { leave } = await listener("ada", tenApps());
    await watch.summaries(upstream.as("ada"), ["app-1"], "page");
    leave();
    await clock.advance(MINUTE);
    const begun = clock.now();
    await clock.advance(HOUR);
    expect(upstream.callsOf("ada", begun)).toBe(0);
  });

  it("tells of a build that ends within 2.5 s, and of its release and dynos", async () => {
    const apps = tenApps();
    const { of } = await listener("ada", apps);
    const build = upstream.beginBuild(only(apps));
    await clock.advance(31 * SECOND);
    expect(of("build")).toMatchObject([{ build: { id: build.id, status: "pending" } }]);
    for (let round = 0; round < 30; round += 1) {
      await clock.advance(37 * SECOND + round * 173);
      const next = upstream.beginBuild(only(apps));
      watch.touch(only(apps).id);
      await clock.advance(20 * SECOND + round * 77);
      const ended = clock.now();
      upstream.endBuild(only(apps), next);
      await clock.advance(3 * SECOND);
      const told = of("build").find(
        (event) => event.type === "build" && event.build.id === next.id && event.build.status === "succeeded",
      );
      expect((told?.at ?? Number.POSITIVE_INFINITY) - ended).toBeLessThanOrEqual(2_500);
    }
    expect(of("release").length).toBeGreaterThanOrEqual(30);
    expect(of("dyno").length).toBeGreaterThanOrEqual(30);
  });

  it("asks rarely about what webhooks tell of, and reads at once when they do", async () => {
    const apps = tenApps();
    const { of } = await listener("ada", apps);
    const app = only(apps);
    noteInstant(app.id, clock.now() + HOUR);
    const build = upstream.beginBuild(app);
    watch.touch(app.id);
    await clock.advance(100);
    expect(of("build")).toMatchObject([{ build: { id: build.id } }]);
    const begun = clock.now();
    await clock.advance(5 * MINUTE);
    expect(
      upstream.calls.filter(({ endpoint, at }) => endpoint === "builds" && at > begun).length,
    ).toBeLessThan(15);
    noteInstant(app.id, null);
  });

  it("says when it found what no webhook told of, and only then", async () => {
    const apps = tenApps();
    await listener("ada", apps);
    const found: string[] = [];
    onFound((app) => found.push(app));
    const [told, untold, polled] = apps.slice(0, 3).map(({ id }) => id);
    for (const app of apps.slice(0, 2)) noteInstant(app.id, clock.now() + HOUR);
    for (const app of apps.slice(0, 3)) upstream.release(app);
    watch.touch(told ?? "");
    await clock.advance(MINUTE);
    expect(found).toEqual([untold]);
    expect(found).not.toContain(polled);
    for (const app of apps) noteInstant(app.id, null);
  });

  it("takes an app away from who may not see it any more within a minute, and from nobody else", async () => {
    const apps = tenApps();
    const ada = await listener("ada", apps);
    const ben = await listener("ben", apps);
    const app = only(apps);
    app.hidden.add("ben");
    await clock.advance(MINUTE);
    expect(ben.of("app")).toMatchObject([{ change: "gone", app: { id: app.id } }]);
    const before = ben.of("build").length;
    upstream.beginBuild(app);
    await clock.advance(MINUTE);
    expect(ada.of("build")).toHaveLength(1);
    expect(ben.of("build")).toHaveLength(before);
    expect(await watch.summaries(upstream.as("ben"), [app.name], "page")).toEqual([]);
    expect(ada.of("app")).toEqual([]);
  });

  it("ends the streams of a grant that has died", async () => {
    const apps = tenApps();
    const ada = await listener("ada", apps);
    const ben = await listener("ben", apps);
    upstream.fault = ({ account }) => {
      if (account === "ben") throw new SlipwayError("unauthorized");
    };
    await clock.advance(MINUTE);
    expect(ben.isEnded()).toBe(true);
    expect(ada.isEnded()).toBe(false);
  });

  it("waits ever longer while calls are refused for an hour, and is fresh soon after", async () => {
    const apps = tenApps();
    const { of } = await listener("ada", apps, "screen");
    upstream.fault = () => {
      throw new SlipwayError("rate_limit");
    };
    const begun = clock.now();
    await clock.advance(HOUR);
    expect(upstream.callsOf("ada", begun)).toBeLessThan(300);
    const last = of("fresh").at(-1);
    expect(last).toMatchObject({ apps: [{ fault: "slowed" }, {}, {}, {}, {}, {}, {}, {}, {}, {}] });
    const [summary] = await watch.summaries(upstream.as("ada"), ["app-1"], "screen");
    expect(summary?.failed).not.toBeNull();
    expect(clock.now() - Date.parse(summary?.read_at ?? "")).toBeGreaterThanOrEqual(HOUR);
    upstream.fault = () => undefined;
    upstream.beginBuild(only(apps));
    await clock.advance(90 * SECOND);
    expect(of("build")).toHaveLength(1);
    expect(of("fresh").at(-1)).toMatchObject({ apps: [{ fault: null }, {}, {}, {}, {}, {}, {}, {}, {}, {}] });
  });

  it("says how old its data is while upstream is down, and goes on where it was", async () => {
    const apps = tenApps();
    const { of } = await listener("ada", apps);
    upstream.fault = () => {
      throw new SlipwayError("upstream_unavailable");
    };
    const begun = clock.now();
    await clock.advance(10 * MINUTE);
    expect(upstream.callsOf("ada", begun)).toBeLessThan(350);
    const last = of("fresh").at(-1);
    const [age] = last?.type === "fresh" ? last.apps : [];
    expect(age?.fault).toBe("heroku");
    expect(age?.age_ms).toBeGreaterThan(9 * MINUTE);
    upstream.fault = () => undefined;
    upstream.release(only(apps));
    await clock.advance(70 * SECOND);
    expect(of("release").at(-1)).toMatchObject({ release: { version: 2, current: true } });
  });

  it("believes no answer that is older than what it knows", async () => {
    const [app] = tenApps();
    if (!app) throw new Error("an app");
    const { of } = await listener("ada", [app]);
    const build = upstream.beginBuild(app);
    watch.touch(app.id);
    await clock.advance(10 * SECOND);
    upstream.endBuild(app, build);
    await clock.advance(10 * SECOND);
    const told = of("build").length;
    const stale = structuredClone({ builds: app.builds, releases: app.releases });
    const late = stale.builds[0];
    if (late) late.status = "pending";
    const truth = { builds: app.builds, releases: app.releases };
    Object.assign(app, { builds: stale.builds, releases: stale.releases.slice(1) });
    watch.touch(app.id);
    await clock.advance(MINUTE);
    expect(of("build")).toHaveLength(told);
    const [summary] = await watch.summaries(upstream.as("ada"), [app.name], "page");
    expect(summary).toMatchObject({ builds: [{ status: "succeeded" }], current: { version: 2 } });
    expect(summary?.failed).toContain("older data");
    Object.assign(app, truth);
    await clock.advance(MINUTE);
    expect((await watch.summaries(upstream.as("ada"), [app.name], "page"))[0]?.failed).toBeNull();
  });

  it.each([-10 * MINUTE, 10 * MINUTE])(
    "tells order and ages right when upstream's clock is %d ms off",
    async (skew) => {
      const apps = tenApps();
      const { of } = await listener("ada", apps);
      upstream.skewMs = skew;
      const app = only(apps);
      const build = upstream.beginBuild(app);
      await clock.advance(31 * SECOND);
      upstream.skewMs = -skew;
      upstream.endBuild(app, build);
      await clock.advance(2_500);
      expect(of("build")).toMatchObject([
        { build: { status: "pending" } },
        { build: { status: "succeeded" } },
      ]);
      const [summary] = await watch.summaries(upstream.as("ada"), [app.name], "page");
      const age = clock.now() - Date.parse(summary?.read_at ?? "");
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThan(5 * SECOND);
    },
  );

  it("spends four times less of an account with few calls left, and nothing but permission of the last", async () => {
    await listener("ada", tenApps());
    const hourOf = async (remaining: number) => {
      left.set("ada", remaining);
      await clock.advance(MINUTE);
      const begun = clock.now();
      await clock.advance(HOUR);
      return upstream.callsOf("ada", begun);
    };
    expect(await hourOf(400)).toBeLessThan(170);
    expect(await hourOf(50)).toBeLessThanOrEqual(70);
  });
});
