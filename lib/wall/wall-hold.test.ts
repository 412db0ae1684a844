import { describe, expect, test } from "vitest";
import { knownZone, wallHold } from "./wall-hold";

const now = Date.parse("2026-11-20T12:00:00.000Z");
const hold = (expires_at: string | null, reason = "Sale") => ({ reason, expires_at });

describe("a hold on a wall", () => {
  test.each([
    [hold(null), "Sale"],
    [hold("2026-11-20T16:30:00.000Z"), "Sale, until 17:30"],
    [hold("2026-11-23T07:00:00.000Z"), "Sale, until Mon 08:00"],
    [hold("2026-12-24T07:00:00.000Z"), "Sale, until 2026-12-24 08:00"],
    [hold(null, "HRKU-abcdefabcdef leaked"), "… leaked"],
  ])("has its reason and its end in the screen's time zone: %j", (given, words) => {
    expect(wallHold(given, now, "Europe/Vienna")).toBe(words);
  });

  test.each([
    ["Europe/Vienna", "Europe/Vienna"],
    ["Mars/Olympus", "UTC"],
    ["", "UTC"],
    [null, "UTC"],
  ])("accepts a known time zone: %s", (given, zone) => {
    expect(knownZone(given)).toBe(zone);
  });
});
