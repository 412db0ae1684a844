import { expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { aReviewApp, aSlug } from "@/test/builders/review";
import { laneTargets } from "./lane-target";
import { releaseBlock, replacesText } from "./lane-text";
import { slugSource } from "./slug-source";

const app = aReviewApp();

function targetOf(to = app, slug = aSlug({ id: "slug-9" })) {
  const [target] = laneTargets(slugSource(app, slug), [{ hidden: false, ...to }], to.app.name);
  if (!target || target.hidden) throw new Error("shown");
  return target;
}

test("returns what releasing a slug replaces", () => {
  expect(replacesText(targetOf())).toBe("replaces v1 cb6999d");
  const empty = aReviewApp({ current: null, newest: null, releases: [], slug: null });
  expect(replacesText(targetOf(empty))).toBe("the first to run on example-app");
});

test("returns why a slug cannot be released", () => {
  expect(releaseBlock(targetOf(), "cedar")).toBeNull();
  expect(releaseBlock(targetOf(app, aSlug()), "cedar")).toBe("example-app already runs this slug (v1)");
  expect(releaseBlock(targetOf(), "fir")).toMatch(/runs images/);
  expect(releaseBlock(targetOf(aReviewApp({ may_deploy: false })), "cedar")).toMatch(/not deploy/);
  const pending = aReviewApp({ newest: aRelease({ id: "r2", version: 2, status: "pending" }) });
  expect(releaseBlock(targetOf(pending), "cedar")).toMatch(/v2 is being released/);
});
