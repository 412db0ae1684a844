import fc from "fast-check";
import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { codeRanOf, ranMs, ranOf } from "./ran";

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

test("a release ran until the next one that succeeded", () => {
  expect(ranOf(deployed, all)).toEqual({ since: minute(10), until: minute(20) });
  expect(ranOf(config, all)).toEqual({ since: minute(20), until: minute(40) });
  expect(ranOf(now, all)).toEqual({ since: minute(50), until: null });
});

test("what failed never ran, and what is not in the list is not known", () => {
  expect(ranOf(failed, all)).toBeNull();
  expect(codeRanOf(failed, all)).toBeNull();
  expect(ranOf(release(9, "z"), all)).toBeNull();
});

test("code runs on through config changes", () => {
  expect(codeRanOf(deployed, all)).toEqual({ since: minute(10), until: minute(40), releases: 2 });
  expect(codeRanOf(config, all)).toEqual({ since: minute(10), until: minute(40), releases: 2 });
  expect(codeRanOf(now, all)).toEqual({ since: minute(40), until: null, releases: 2 });
});

test("code that came back ran twice", () => {
  const back = [release(1, "a"), release(2, "b"), release(3, "a", "succeeded", true)];
  expect(back.map((one) => codeRanOf(one, back)?.releases)).toEqual([1, 1, 1]);
});

test("the times of all releases follow each other without gap or overlap", () => {
  const histories = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(histories, (slugs) => {
      const history = slugs.map((slug, index) =>
        release(index + 1, slug, "succeeded", index === slugs.length - 1),
      );
      const end = Date.parse(minute(1_000));
      const total = end - Date.parse(minute(10));
      const each = history.map((one) => ranOf(one, history));
      expect(each.reduce((sum, ran) => sum + (ran ? ranMs(ran, end) : 0), 0)).toBe(total);
      const stretches = new Map(
        history.map((one) => [codeRanOf(one, history)?.since, codeRanOf(one, history)]),
      );
      expect([...stretches.values()].reduce((sum, ran) => sum + (ran ? ranMs(ran, end) : 0), 0)).toBe(total);
    }),
  );
});
