import { expect, test } from "vitest";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { horizonOf } from "./horizon";

const builds = (next: string | null) => [{ items: [aBuild({ updated_at: minute(5) })], next }];
const releases = (next: string | null) => [{ items: [aRelease({ created_at: minute(9) })], next }];

test("two complete lists have no horizon", () => {
  expect(horizonOf(builds(null), releases(null))).toBeNull();
  expect(horizonOf([], [])).toBeNull();
});

test("otherwise the list that is loaded less far back decides", () => {
  expect(horizonOf(builds("more"), releases(null))).toBe(minute(5));
  expect(horizonOf(builds("more"), releases("more"))).toBe(minute(9));
});
