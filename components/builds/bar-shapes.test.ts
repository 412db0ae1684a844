import { expect, test } from "vitest";
import { aBuild, minute } from "@/test/builders/objects";
import { barsOf } from "./bar-shapes";

const now = Date.parse(minute(40));

test("returns the bars oldest first, with the outcome of each build", () => {
  const user = { id: "u", email: "dana@example.com" };
  const builds = [
    aBuild({ id: "4", status: "pending", created_at: minute(39) }),
    aBuild({ id: "3", status: "failed", canceled_by: user }),
    aBuild({ id: "2", status: "failed" }),
    aBuild({ id: "1" }),
  ];
  expect(barsOf(builds, 20, now).map((bar) => [bar.build.id, bar.kind])).toEqual([
    ["1", "ok"],
    ["2", "failed"],
    ["3", "canceled"],
    ["4", "live"],
  ]);
});

test("keeps the newest builds above the maximum", () => {
  const builds = Array.from({ length: 30 }, (_, index) => aBuild({ id: String(30 - index) }));
  const bars = barsOf(builds, 20, now);
  expect(bars).toHaveLength(20);
  expect(bars.at(-1)?.build.id).toBe("30");
});

test("caps a build that took far longer, so that the others remain distinguishable", () => {
  const builds = Array.from({ length: 20 }, (_, index) => aBuild({ id: String(index) }));
  builds[3] = aBuild({ id: "slow", updated_at: minute(30) });
  const bars = barsOf(builds, 20, now);
  const slow = bars.find((bar) => bar.build.id === "slow");
  expect(slow).toMatchObject({ capped: true, height: 1 });
  expect(bars.filter((bar) => bar.capped)).toHaveLength(1);
  expect(bars.find((bar) => bar.build.id === "0")?.height).toBe(1);
});

test("measures a running build up to now", () => {
  const builds = [
    aBuild({ id: "run", status: "pending", created_at: minute(10) }),
    aBuild({ updated_at: minute(60) }),
  ];
  const early = barsOf(builds, 20, Date.parse(minute(12))).at(-1);
  const late = barsOf(builds, 20, Date.parse(minute(30))).at(-1);
  expect(late?.height ?? 0).toBeGreaterThan(early?.height ?? 1);
});
