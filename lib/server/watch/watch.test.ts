import { beforeAll, describe, expect, test } from "vitest";
import { noteInstant, onMissedChange } from "@/lib/server/changes";
import { HOUR, MINUTE, SECOND, setUpWatch, watchStore } from "@/test/harness/watch";

beforeAll(watchStore);

describe("the watch", () => {
  test("uses at most 450 calls an hour for a pipeline of ten apps", async () => {
    const { clock, upstream, listener, tenApps } = setUpWatch();
    await listener("ada", tenApps());
    const begun = clock.now();
    await clock.advance(2 * HOUR);
    expect(upstream.callsOf("ada", begun) / 2).toBeLessThanOrEqual(450);
  });

  test("costs each of a hundred accounts little more than its own app list", async () => {
    const { clock, upstream, listener, tenApps } = setUpWatch();
    const apps = tenApps();
    for (let at = 0; at < 100; at += 1) await listener(`viewer-${at}`, apps);
    await clock.advance(2 * MINUTE);
    const begun = clock.now();
    await clock.advance(10 * MINUTE);
    const ofOne = Array.from({ length: 100 }, (_, at) => 6 * upstream.callsOf(`viewer-${at}`, begun));
    expect(Math.max(...ofOne)).toBeLessThanOrEqual(100);
  });

  test("reads nothing while nothing is watched", async () => {
    const { clock, upstream, watch, listener, tenApps } = setUpWatch();
    const { leave } = await listener("ada", tenApps());
    await watch.summaries(upstream.as("ada"), ["app-1"], "page");
    leave();
    await clock.advance(MINUTE);
    const begun = clock.now();
    await clock.advance(HOUR);
    expect(upstream.callsOf("ada", begun)).toBe(0);
  });

  test("publishes the end of a build within 2.5 s, and its release and dynos", async () => {
    const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
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

  test("polls an app with webhooks rarely, and reads it at once when one arrives", async () => {
    const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
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

  test("reports a change that no webhook announced, and only that", async () => {
    const { clock, upstream, watch, listener, tenApps } = setUpWatch();
    const apps = tenApps();
    await listener("ada", apps);
    const found: string[] = [];
    onMissedChange((app) => found.push(app));
    const [reported, unreported, polled] = apps.slice(0, 3).map(({ id }) => id);
    for (const app of apps.slice(0, 2)) noteInstant(app.id, clock.now() + HOUR);
    for (const app of apps.slice(0, 3)) upstream.release(app);
    watch.touch(reported ?? "");
    await clock.advance(MINUTE);
    expect(found).toEqual([unreported]);
    expect(found).not.toContain(polled);
    for (const app of apps) noteInstant(app.id, null);
  });
});
