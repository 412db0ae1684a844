import { expect, test } from "vitest";
import { counter, longSpan, pastTense, pointInTime, span } from "./time-format";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-5, "0 s"],
  [42_999, "42 s"],
  [4 * MINUTE, "4 min"],
  [3 * HOUR + 59 * MINUTE, "3 h"],
  [41 * DAY, "41 d"],
])("says %i ms in one unit: %s", (ms, words) => expect(span(ms)).toBe(words));

test.each([
  [4_000, "4 s"],
  [218_000, "3 min 38 s"],
  [5 * HOUR + 12 * MINUTE, "5 h 12 min"],
  [2 * DAY + 4 * HOUR, "2 d 4 h"],
])("says an age of %i ms to the next unit: %s", (ms, words) => expect(longSpan(ms)).toBe(words));

test.each([
  [42_000, "0:42"],
  [70_000, "1:10"],
  [12 * MINUTE + 5_000, "12:05"],
  [HOUR + 2 * MINUTE + 7_000, "1:02:07"],
])("counts %i ms as %s", (ms, words) => expect(counter(ms)).toBe(words));

test("formats a time by the hour, by its day within a week, and by its date before", () => {
  const now = new Date(2026, 2, 4, 14, 6).getTime();
  expect(pointInTime(now - 5 * MINUTE, now)).toBe("14:01");
  expect(pointInTime(now - 2 * DAY, now)).toBe("Mon 14:06");
  expect(pointInTime(now - 30 * DAY, now)).toBe("2026-02-02 14:06");
});

test("puts into the pastTense only what is going on", () => {
  expect(["building", "runs", "release phase", "release failed"].map(pastTense)).toEqual([
    "was building",
    "ran",
    "was in release phase",
    "release failed",
  ]);
});
