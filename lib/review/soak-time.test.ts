import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dyno } from "@/lib/schemas/dyno";
import { aDyno, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import { codeRanOf, soakOf } from "./soak-time";

const release = (
  version: number,
  slug: string,
  status: "succeeded" | "failed" = "succeeded",
  current = false,
) =>
  aRelease({
    id: `r${version}`,
    version,
    slug: { id: slug },
    status,
    current,
    created_at: minute(version * 10),
  });

const deployed = release(1, "a");
const config = release(2, "a");
const failed = release(3, "b", "failed");
const next = release(4, "b");
const now = release(5, "b", "succeeded", true);
const all = [now, deployed, failed, next, config];

test("a failed release never ran, and a release outside the list is unknown", () => {
  expect(codeRanOf(failed, all)).toBeNull();
  expect(codeRanOf(release(9, "z"), all)).toBeNull();
});

test("code keeps running through config changes", () => {
  expect(codeRanOf(deployed, all)).toEqual({ since: minute(10), until: minute(40), releases: 2 });
  expect(codeRanOf(config, all)).toEqual({ since: minute(10), until: minute(40), releases: 2 });
  expect(codeRanOf(now, all)).toEqual({ since: minute(40), until: null, releases: 2 });
});

test("code that was restored ran twice", () => {
  const back = [release(1, "a"), release(2, "b"), release(3, "a", "succeeded", true)];
  expect(back.map((one) => codeRanOf(one, back)?.releases)).toEqual([1, 1, 1]);
});

test("the runs of all code follow each other without gap or overlap", () => {
  const histories = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(histories, (slugs) => {
      const history = slugs.map((slug, index) =>
        release(index + 1, slug, "succeeded", index === slugs.length - 1),
      );
      const times = new Map(history.map((one) => [codeRanOf(one, history)?.since, codeRanOf(one, history)]));
      const ran = [...times.values()];
      expect(ran[0]?.since).toBe(minute(10));
      expect(ran.slice(1).map((one) => one?.since)).toEqual(ran.slice(0, -1).map((one) => one?.until));
      expect(ran.at(-1)?.until).toBeNull();
      expect(ran.reduce((sum, one) => sum + (one?.releases ?? 0), 0)).toBe(history.length);
    }),
  );
});

const ran = (...dynos: Dyno[]) => soakOf(aReviewApp({ dynos }))?.dynos;

test("reports no crash only if no dyno changed its state after its boot", () => {
  expect(ran(aDyno({ updated_at: minute(2) }))).toBe("steady");
  expect(ran(aDyno({ updated_at: minute(2) }), aDyno({ id: "d2", updated_at: minute(45) }))).toBe("up");
  expect(ran(aDyno({ state: "idle", updated_at: minute(45) }))).toBe("up");
  expect(ran(aDyno(), aDyno({ id: "d2", state: "crashed" }))).toBe("crashed");
  expect(ran(aDyno({ state: "starting" }))).toBe("unknown");
  expect(ran()).toBe("unknown");
});

test("one-off dynos do not count, nor does a dyno of an older release", () => {
  expect(ran(aDyno(), aDyno({ id: "d2", type: "run", state: "crashed" }))).toBe("steady");
  expect(ran(aDyno({ release: { id: "old", version: 0 } }))).toBe("unknown");
});

test("the time counts from the release of the code, whatever config changes followed", () => {
  const deployed = aRelease({ id: "r2", version: 2, slug: { id: "a" }, created_at: minute(5) });
  const config = aRelease({ id: "r3", version: 3, slug: { id: "a" }, current: true, created_at: minute(9) });
  const first = aRelease({ version: 1, slug: { id: "z" } });
  const dynos = [aDyno({ release: { id: "r3", version: 3 }, updated_at: minute(9) })];
  const app = aReviewApp({ current: config, releases: [config, deployed, first], dynos });
  expect(soakOf(app)).toEqual({ since: minute(5), at_least: false, dynos: "up" });
  expect(soakOf({ ...app, releases: [config, deployed] })?.at_least).toBe(true);
  expect(soakOf({ ...app, releases: [] })).toEqual({ since: minute(9), at_least: true, dynos: "steady" });
});

test("returns null when nothing runs", () => {
  expect(soakOf(aReviewApp({ current: null }))).toBeNull();
});
