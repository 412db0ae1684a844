import { expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { aTarget } from "@/test/builders/review";
import { caughtUp } from "./up-to-date";

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
