import { expect, test } from "vitest";
import type { Moved } from "@/lib/schemas/promotion";
import { aRelease } from "@/test/builders/objects";
import { aTarget } from "@/test/builders/review";
import { caughtUp, movedVersions } from "./moved";

const aMove = (differs: Partial<Moved>): Moved => ({
  app: { id: "app-eu", name: "example-eu" },
  role: "target",
  expected: { id: "r33", version: 33 },
  current: { id: "r34", version: 34, commit: "7be0d11" },
  pending: null,
  ...differs,
});
const versions = (differs: Partial<Moved>) => {
  const { was, now, pending } = movedVersions(aMove(differs), (id) => (id === "r33" ? "a1b2c3d" : null));
  return [was.version, was.commit, now.version, now.commit, pending];
};

test("returns the old and the new version, with their commits if known", () => {
  expect(versions({})).toEqual(["v33", "a1b2c3d", "v34", "7be0d11", null]);
  expect(versions({ expected: null })).toEqual(["nothing", null, "v34", "7be0d11", null]);
  expect(versions({ current: null })).toEqual(["v33", "a1b2c3d", "nothing", null, null]);
  expect(versions({ expected: { id: "x", version: null } })[0]).toBe("another release");
});

test("distinguishes a release in progress from the running one", () => {
  const same = { id: "r33", version: 33, commit: null };
  const pending = { id: "r35", version: 35 };
  expect(versions({ current: same, pending })).toEqual(["v33", "a1b2c3d", "v35", null, "is being released"]);
  expect(versions({ pending })).toEqual(["v33", "a1b2c3d", "v34", "7be0d11", "v35 is being released"]);
});

const v34 = { id: "release-34", version: 34, commit: null };
const moved = {
  app: { id: "app-eu", name: "example-app-production" },
  role: "target",
  expected: { id: "release-33", version: 33 },
  current: v34,
  pending: null,
} as const;
const running = (version: number, newest = version) =>
  aTarget({
    current: aRelease({ id: `release-${version}`, version, current: true }),
    newest: aRelease({ id: `release-${newest}`, version: newest }),
  });

test("data from before the move has not caught up, later data has", () => {
  expect(caughtUp([moved], [running(33)])).toBe(false);
  expect(caughtUp([moved], [running(34)])).toBe(true);
  expect(caughtUp([moved], [running(35)])).toBe(true);
  expect(caughtUp([moved], [running(33, 34)])).toBe(false);
});

test("a pending release has to be in the data", () => {
  const pending = {
    ...moved,
    current: { ...v34, id: "release-33", version: 33 },
    pending: { id: "x", version: 34 },
  };
  expect(caughtUp([pending], [running(33)])).toBe(false);
  expect(caughtUp([pending], [running(33, 34)])).toBe(true);
});

test("an app that is not read here is ignored", () => {
  expect(caughtUp([moved], [])).toBe(true);
});
