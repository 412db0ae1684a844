import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { aTarget } from "@/test/builders/promotions";
import { standingOf } from "./standing";

const release = (version: number, differs: Parameters<typeof aRelease>[0] = {}) =>
  aRelease({ id: `release-${version}`, version, created_at: minute(version), ...differs });

test("a target is running while no newer release has run", () => {
  const ours = release(34, { current: true });
  const failed = release(35, { status: "failed" });
  expect(standingOf(aTarget(), { current: ours, releases: [failed, ours] })).toEqual({ state: "running" });
});

test("a config change, a rollback or a newer promotion overtakes a target; the first of them ends it", () => {
  const newest = release(37, { current: true, description: "Rollback to v34" });
  const releases = [newest, release(36), release(35, { status: "failed" }), release(34)];
  expect(standingOf(aTarget(), { current: newest, releases })).toEqual({
    state: "overtaken",
    by: newest,
    until: minute(36),
  });
});

test("a failed target is overtaken by any later release", () => {
  const failed = aTarget({ step: "failed", release: null, expected_version: 34 });
  const before = release(33, { current: true });
  expect(standingOf(failed, { current: before, releases: [before] }).state).toBe("running");
  const after = release(34, { current: true });
  expect(standingOf(failed, { current: after, releases: [after, before] }).state).toBe("overtaken");
});

test("an app that is hidden or was not read has no standing", () => {
  const hidden = aTarget({ app: { id: "app-eu", name: null }, release: null });
  expect(standingOf(hidden, undefined)).toEqual({ state: "hidden" });
  expect(standingOf(aTarget(), undefined)).toEqual({ state: "unread" });
  expect(standingOf(aTarget(), { current: null, releases: [] })).toEqual({ state: "unread" });
});
