import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calendarDays,
  formatAge,
  formatAgo,
  formatBytes,
  formatClock,
  formatCount,
  formatDay,
  formatDuration,
  formatHour,
  formatSince,
  formatSinceShort,
  formatSpan,
  formatTime,
  shortCommit,
} from "./format";

const now = Date.parse("2026-11-21T14:03:22Z");
const before = (ms: number) => new Date(now - ms).toISOString();
const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

describe("formatDuration", () => {
  test.each([
    [0, "0 s"],
    [41_400, "41 s"],
    [68_000, "1 m 08 s"],
    [72_000, "1 m 12 s"],
    [2 * MIN, "2 m"],
    [3 * HOUR + 12 * MIN, "3 h 12 m"],
    [3 * HOUR + 20_000, "3 h"],
    [2 * DAY + 4 * HOUR, "2 d 4 h"],
    [-5_000, "0 s"],
  ])("%i ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  test("never shows 60 of a unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * DAY }), (ms) => {
        expect(formatDuration(ms)).not.toMatch(/\b60 [sm]\b|\b24 h\b/);
      }),
    );
  });
});

test.each([
  [42_999, "0:42"],
  [70_000, "1:10"],
  [3_723_000, "1:02:03"],
  [-1, "0:00"],
])("formatClock(%i) ticks as %s", (ms, text) => expect(formatClock(ms)).toBe(text));

test.each([
  [8_000, "8 s", "8 s ago"],
  [400, "0 s", "just now"],
  [4 * MIN, "4 min", "4 min ago"],
  [3 * HOUR + 59 * MIN, "3 h", "3 h ago"],
  [12 * DAY, "12 d", "12 d ago"],
  [80 * DAY, "2 Sept", "on 2 Sept"],
  [400 * DAY, "Oct 2025", "in Oct 2025"],
  [-20_000, "0 s", "just now"],
])("an age of %i ms is %s", (ms, age, ago) => {
  expect(formatAge(before(ms), now)).toBe(age);
  expect(formatAgo(before(ms), now)).toBe(ago);
});

test.each([
  [812, "812 B"],
  [9_800_000, "9.8 MB"],
  [999_500, "1.0 MB"],
  [120_000_000, "120 MB"],
  [1_284_511, "1.3 MB"],
])("%i bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test("groups thousands", () => expect(formatCount(12_408)).toBe("12,408"));

test("shows absolute times with their zone", () => {
  expect(formatTime("2026-11-21T14:03:22Z", "utc")).toBe("Sat 21 Nov 2026, 14:03:22 UTC");
  expect(formatHour("2026-11-21T00:03:22Z", "utc")).toBe("00:03");
});

test.each([
  ["2026-11-21T00:00:00Z", "Today"],
  ["2026-11-20T23:59:59Z", "Yesterday"],
  ["2026-11-17T12:00:00Z", "Tue 17 Nov"],
  ["2025-12-03T12:00:00Z", "3 Dec 2025"],
])("the day of %s is %s", (iso, day) => expect(formatDay(iso, now, "utc")).toBe(day));

test.each([
  ["cb6999d1a2b3c4d5e6f7", "cb6999d"],
  ["cb6999d", "cb6999d"],
  ["v1.2.3-rc.1", "v1.2.3-rc.1"],
  ["2026-11-21", "2026-11-21"],
])("the version %s reads as %s", (version, short) => expect(shortCommit(version)).toBe(short));

test.each([
  // Clocks go forward in the night before 29 March 2026, and back in the night before 25 October 2026.
  ["2026-03-29T12:00:00+02:00", "2026-03-30T00:10:00+02:00", 1],
  ["2026-03-28T23:50:00+01:00", "2026-03-30T00:10:00+02:00", 2],
  ["2026-10-25T00:10:00+02:00", "2026-10-25T23:50:00+01:00", 0],
  ["2026-10-24T23:50:00+02:00", "2026-10-25T23:50:00+01:00", 1],
  ["2026-12-31T23:59:00+01:00", "2027-01-01T00:01:00+01:00", 1],
  ["2026-03-30T08:00:00+02:00", "2026-03-28T23:00:00+01:00", -2],
])("from %s to %s are %i days of Berlin's calendar", (iso, now, days) => {
  expect(calendarDays(Date.parse(iso), Date.parse(now), "Europe/Berlin")).toBe(days);
});

test.each([
  [-5, "0 s"],
  [0, "0 s"],
  [41_000, "41 s"],
  [72_000, "1 m"],
  [59.8 * 60_000, "1 h"],
  [2.6 * 3_600_000, "3 h"],
  [3.2 * 86_400_000, "3 d"],
])("%d ms is %s", (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

const twoPm = Date.parse("2026-11-21T14:00:00.000Z");

test.each([
  ["2026-11-21T13:59:48.000Z", "12 s", "12 s"],
  ["2026-11-21T10:47:30.000Z", "3 h 12 m", "3 h"],
  ["2026-11-21T13:46:10.000Z", "13 m", "13 min"],
  ["2026-11-20T10:00:00.000Z", "Fri 10:00", "1 d"],
  ["2026-11-17T14:03:00.000Z", "Tue 14:03", "Tue"],
  ["2026-11-12T14:03:00.000Z", "Thu 12 Nov", "12 Nov"],
  ["2025-11-12T14:03:00.000Z", "12 Nov 2025", "12 Nov 2025"],
])("%s is %s, short %s", (iso, whole, short) => {
  expect(formatSince(iso, twoPm, "utc")).toBe(whole);
  expect(formatSinceShort(iso, twoPm, "utc")).toBe(short);
});
