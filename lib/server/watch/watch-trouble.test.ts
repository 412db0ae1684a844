import { beforeAll, describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { HOUR, MINUTE, SECOND, setUpWatch, watchStore } from "@/test/harness/watch";
import { newestRead } from "./publish";

beforeAll(watchStore);

describe("the watch during failures", () => {
  test("hides an app within a minute from an account that lost access, and from no other", async () => {
    const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
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

  test("ends the streams of a revoked grant", async () => {
    const { clock, upstream, listener, tenApps } = setUpWatch();
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

  test("answers in time from the last read while upstream hangs, and continues to watch", async () => {
    const { clock, upstream, watch, tenApps } = setUpWatch();
    const apps = tenApps();
    const names = apps.map(({ name }) => name);
    const read = async () => {
      await watch.visible(upstream.as("ada"));
      return { summaries: await watch.summaries(upstream.as("ada"), names, "screen"), at: clock.now() };
    };
    await read();
    upstream.travel = () =>
      new Promise((_, reject) => {
        clock.schedule(30 * SECOND, () => reject(new SlipwayError("upstream_timeout")));
      });
    for (let poll = 0; poll < 20; poll += 1) {
      const begun = clock.now();
      const answer = read();
      await clock.advance(10 * SECOND);
      const { summaries, at } = await answer;
      expect(at - begun).toBeLessThan(8 * SECOND);
      expect(summaries).toHaveLength(10);
      expect(
        newestRead(
          watch.state,
          apps.map(({ id }) => id),
        ),
      ).not.toBeNull();
      if (poll > 10) expect(summaries[0]?.failed).toMatch(/did not answer in time/);
    }
  });

  test("backs off while calls are refused for an hour, and is fresh soon after", async () => {
    const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
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

  test("reports the age of its data during an outage and continues afterwards", async () => {
    const { clock, upstream, listener, tenApps, only } = setUpWatch();
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
    expect(age).toMatchObject({ fault: "heroku", why: expect.stringMatching(/^Heroku is not answering/) });
    expect(last).toMatchObject({ list_why: expect.stringMatching(/^Heroku is not answering/) });
    expect(age?.age_ms).toBeGreaterThan(9 * MINUTE);
    upstream.fault = () => undefined;
    upstream.release(only(apps));
    await clock.advance(70 * SECOND);
    expect(of("release").at(-1)).toMatchObject({ release: { version: 2, current: true } });
    expect(of("fresh").at(-1)).toMatchObject({
      apps: [{ why: null }, {}, {}, {}, {}, {}, {}, {}, {}, {}],
      list_why: null,
    });
  });

  test("rejects an answer that is older than the stored state", async () => {
    const { clock, upstream, watch, listener, tenApps } = setUpWatch();
    const [app] = tenApps();
    if (!app) throw new Error("an app");
    const { of } = await listener("ada", [app]);
    const build = upstream.beginBuild(app);
    watch.touch(app.id);
    await clock.advance(10 * SECOND);
    upstream.endBuild(app, build);
    await clock.advance(10 * SECOND);
    const before = of("build").length;
    const stale = structuredClone({ builds: app.builds, releases: app.releases });
    const late = stale.builds[0];
    if (late) late.status = "pending";
    const truth = { builds: app.builds, releases: app.releases };
    Object.assign(app, { builds: stale.builds, releases: stale.releases.slice(1) });
    watch.touch(app.id);
    await clock.advance(MINUTE);
    expect(of("build")).toHaveLength(before);
    const [summary] = await watch.summaries(upstream.as("ada"), [app.name], "page");
    expect(summary).toMatchObject({ builds: [{ status: "succeeded" }], current: { version: 2 } });
    expect(summary?.failed).toContain("older data");
    Object.assign(app, truth);
    await clock.advance(MINUTE);
    expect((await watch.summaries(upstream.as("ada"), [app.name], "page"))[0]?.failed).toBeNull();
  });

  test.each([-10 * MINUTE, 10 * MINUTE])(
    "keeps order and ages right when upstream's clock is %d ms off",
    async (skew) => {
      const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
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

  test("uses an account with few remaining calls four times less, and the last ones for its app list only", async () => {
    const { clock, upstream, left, listener, tenApps } = setUpWatch();
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
