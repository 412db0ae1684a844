import { beforeAll, describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { WatchEvent } from "@/lib/schemas/event";
import { MINUTE, SECOND, setUpWatch, watchStore } from "@/test/harness/watch";

beforeAll(watchStore);

/** Returns the highest age of any app at `at`, computed from the events received until then. */
function oldest(heard: (WatchEvent & { at: number })[], at: number): number {
  const known = new Map<string, number>();
  for (const event of heard)
    if (event.type === "fresh" && event.at <= at)
      for (const { app, age_ms } of event.apps)
        known.set(app.id, event.at - (age_ms ?? Number.POSITIVE_INFINITY));
  return at - Math.min(...known.values());
}

describe("the age that the watch reports", () => {
  test("stays under 75 s while idle, also for apps confirmed by the app list alone", async () => {
    const { clock, upstream, listener } = setUpWatch();
    const alone = Array.from({ length: 60 }, (_, at) => upstream.addApp(`alone-${at}`));
    for (const app of alone) upstream.release(app);
    const { of } = await listener("ada", alone);
    await clock.advance(5 * MINUTE);
    const ages: number[] = [];
    for (let second = 0; second < 600; second += 1) {
      await clock.advance(SECOND);
      ages.push(oldest(of("fresh"), clock.now()));
    }
    expect(Math.max(...ages)).toBeLessThan(75 * SECOND);
  });

  test.each(["upstream_unavailable", "rate_limit", "upstream_timeout"] as const)(
    "grows from the last answer on during %s, and is small 30 s after its end",
    async (id) => {
      const { clock, upstream, listener, tenApps } = setUpWatch();
      const { of } = await listener("ada", tenApps());
      await clock.advance(2 * MINUTE);
      upstream.fault = () => {
        throw new SlipwayError(id);
      };
      const begun = clock.now();
      await clock.advance(20 * MINUTE);
      expect(oldest(of("fresh"), clock.now())).toBeGreaterThanOrEqual(clock.now() - begun);
      upstream.fault = () => undefined;
      await clock.advance(30 * SECOND);
      expect(oldest(of("fresh"), clock.now())).toBeLessThan(30 * SECOND);
    },
  );

  test("is not reduced by the app list while a build is pending or reads of the app fail", async () => {
    const { clock, upstream, watch, listener, tenApps, only } = setUpWatch();
    const apps = tenApps();
    const app = only(apps);
    const { of } = await listener("ada", apps);
    upstream.beginBuild(app);
    watch.touch(app.id);
    await clock.advance(10 * SECOND);
    upstream.fault = ({ endpoint }) => {
      if (endpoint !== "apps") throw new SlipwayError("upstream_unavailable");
    };
    await clock.advance(3 * MINUTE);
    const last = of("fresh").at(-1);
    const ages = last?.type === "fresh" ? last.apps : [];
    expect(ages.find(({ app: { id } }) => id === app.id)?.age_ms).toBeGreaterThan(2 * MINUTE);
    expect(ages.find(({ app: { id } }) => id !== app.id)?.age_ms).toBeGreaterThan(2 * MINUTE);
  });
});
