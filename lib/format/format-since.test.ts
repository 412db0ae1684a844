import { expect, test } from "vitest";
import { formatSince, formatSinceShort } from "./format-since";

const now = Date.parse("2026-11-21T14:00:00.000Z");

test.each([
  ["2026-11-21T13:59:48.000Z", "12 s", "12 s"],
  ["2026-11-21T10:47:30.000Z", "3 h 12 m", "3 h"],
  ["2026-11-21T13:46:10.000Z", "13 m", "13 min"],
  ["2026-11-20T10:00:00.000Z", "Fri 10:00", "1 d"],
  ["2026-11-17T14:03:00.000Z", "Tue 14:03", "Tue"],
  ["2026-11-12T14:03:00.000Z", "Thu 12 Nov", "12 Nov"],
  ["2025-11-12T14:03:00.000Z", "12 Nov 2025", "12 Nov 2025"],
])("%s is %s, short %s", (iso, whole, short) => {
  expect(formatSince(iso, now, "utc")).toBe(whole);
  expect(formatSinceShort(iso, now, "utc")).toBe(short);
});
