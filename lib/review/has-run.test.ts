import fc from "fast-check";
import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { codeRanOf } from "./has-run";

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
