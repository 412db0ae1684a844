import { expect, test } from "vitest";
import { byDay } from "./days";

const now = Date.parse("2026-11-21T09:00:00Z");

test("rows are grouped by day in order; a running one belongs to today", () => {
  const times = [
    null,
    "2026-11-21T08:00:00Z",
    "2026-11-20T23:00:00Z",
    "2026-11-17T10:00:00Z",
    "2026-11-17T09:00:00Z",
  ];
  const days = byDay(times, (time) => time, now, "utc");
  expect(days.map((day) => [day.label, day.rows.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["Tue 17 Nov", 2],
  ]);
});
