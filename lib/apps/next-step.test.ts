import { expect, test } from "vitest";
import { aBuild, aDyno, aRelease, minute } from "@/test/builders/objects";
import { type AppFacts, nextStep } from "./next-step";

const by = { id: "user-dana", email: "dana.ito@example.com" };
const failedBuild = aBuild({
  id: "b2",
  status: "failed",
  slug: null,
  release: null,
  created_at: minute(20),
  updated_at: minute(21),
});
const failedRelease = aRelease({ id: "r2", version: 2, status: "failed", created_at: minute(10) });
const fine: AppFacts = {
  builds: [aBuild()],
  releases: [aRelease({ current: true })],
  dynos: [aDyno()],
};
const kind = (differs: Partial<AppFacts>) => nextStep({ ...fine, ...differs })?.kind ?? null;

test("a healthy app has no next step", () => {
  expect(kind({})).toBeNull();
});

test("the first matching rule wins, from changes in progress to an app that was never built", () => {
  const pending = aBuild({ id: "b3", status: "pending", slug: null, release: null, created_at: minute(30) });
  const crashed = [aDyno({ state: "crashed" })];
  const releases = [failedRelease, ...fine.releases];
  expect(kind({ builds: [pending, failedBuild, aBuild()], releases, dynos: crashed })).toBe("building");
  expect(kind({ builds: [failedBuild, aBuild()], releases, dynos: crashed })).toBe("build failed");
  expect(kind({ releases, dynos: crashed })).toBe("release failed");
  expect(kind({ dynos: crashed })).toBe("crashed");
  expect(kind({ builds: [], releases: [], dynos: [] })).toBe("never built");
});

test("changes that the next stage lacks suggest a review once nothing is broken", () => {
  const ahead = { kind: "ahead", behind: ["production"] };
  expect(kind({ ahead })).toBe("ahead");
  expect(kind({ ahead, dynos: [aDyno({ state: "crashed" })] })).toBe("crashed");
  expect(kind({ ahead: { kind: "same", behind: [] } })).toBeNull();
  expect(kind({ ahead: { kind: "other", behind: ["production"] } })).toBeNull();
});

test("a release in progress is shown before its build is final", () => {
  const pending = aRelease({ id: "r2", version: 2, status: "pending" });
  const build = aBuild({ status: "pending", release: { id: "r2" } });
  expect(kind({ builds: [build], releases: [pending] })).toBe("releasing");
});

test("newer code supersedes a failed build, a config change does not", () => {
  const rollback = aRelease({ id: "r2", version: 2, description: "Rollback to v1", created_at: minute(30) });
  const config = aRelease({ id: "r2", version: 2, description: "Set A config vars", created_at: minute(30) });
  const builds = [failedBuild, aBuild()];
  expect(kind({ builds, releases: [rollback, aRelease()] })).toBeNull();
  expect(kind({ builds, releases: [config, aRelease()] })).toBe("build failed");
});

test("a canceled build has no next step and does not hide the failure before it", () => {
  const canceled = { ...failedBuild, id: "b3", canceled_by: by, created_at: minute(40) };
  expect(kind({ builds: [canceled, aBuild()] })).toBeNull();
  expect(kind({ builds: [canceled, failedBuild, aBuild()] })).toBe("build failed");
});

test("an app whose slug was released directly needs no drop area", () => {
  expect(kind({ builds: [] })).toBeNull();
});
