import { expect, test } from "vitest";
import type { ReviewApp } from "@/lib/schemas/review";
import { aRelease } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { isOpen, laneTargets } from "./lane-target";

const named = (name: string, region: string | null, differs: Partial<ReviewApp> = {}) =>
  aTarget({ app: { id: name, name }, region, ...differs });
const shorts = (...apps: ReturnType<typeof named>[]) =>
  laneTargets(aReviewApp(), apps, "production").map((target) => (target.hidden ? null : target.short));

test("a target is called by its region if that is unique, a single one by its stage, else by its name", () => {
  expect(shorts(named("one", "eu"), named("two", "us"))).toEqual(["eu", "us"]);
  expect(shorts(named("one", "eu"), named("two", "eu"))).toEqual(["one", "two"]);
  expect(shorts(named("one", "eu"), named("two", null))).toEqual(["one", "two"]);
  expect(shorts(named("app-one", "us"), named("app-one-us", "us"))).toEqual(["one", "one-us"]);
  expect(shorts(named("one", "eu"))).toEqual(["production"]);
});

test("a hidden app stays in the list and can never be selected", () => {
  const [hidden] = laneTargets(aReviewApp(), [{ hidden: true, app: { id: "x" } }], "production");
  expect(hidden).toEqual({ hidden: true, id: "x" });
  expect(hidden && isOpen(hidden)).toBe(false);
});

test("a target that cannot be promoted to has a reason", () => {
  const why = (differs: Partial<ReviewApp>) => {
    const [target] = laneTargets(aReviewApp(), [named("one", "eu", differs)], "production");
    return target && !target.hidden ? [isOpen(target), target.blocked] : null;
  };
  expect(why({})).toEqual([true, null]);
  expect(why({ may_deploy: null })).toEqual([true, null]);
  expect(why({ may_deploy: false })).toEqual([false, "Your account can read one, not deploy it"]);
  expect(why({ newest: aRelease({ version: 34, status: "pending" }) })).toEqual([
    false,
    "v34 is being released; wait until it is done",
  ]);
  expect(why({ current: aRelease({ current: true }) })).toEqual([false, null]);
});

test("the running release of a target is pinned, also when it has no code", () => {
  const initial = aRelease({ id: "release-1", current: true, slug: null, description: "Initial release" });
  const [target] = laneTargets(aReviewApp(), [named("one", "eu", { current: initial })], "production");
  expect(target).toMatchObject({ current: "release-1", preview: { target: null } });
});
