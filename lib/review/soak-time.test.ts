import { expect, test } from "vitest";
import type { Dyno } from "@/lib/schemas/dyno";
import { aDyno, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import { soakOf } from "./soak-time";

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
