import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localTimeOf, localTimeToMs } from "@/lib/format/time-zone";
import { minute } from "@/test/builders/objects";
import { aHold } from "@/test/builders/promotions";
import { bypassText, EXPIRIES, expiresAt, formatUntil, inForce } from "./hold";

const now = Date.parse(minute(0));
const until = (expires_at: string | null) => formatUntil({ expires_at }, now, "utc");

describe("the text of a hold", () => {
  test("formatUntil returns the shortest unambiguous time", () => {
    expect(until(null)).toBe("no end");
    expect(until(minute(90))).toBe("until 11:30");
    expect(until(minute(60 * 24 * 2))).toBe("until Thu 10:00");
    expect(until(minute(60 * 24 * 20))).toBe("until Mon 1 Jun 10:00");
  });

  test("a hold is in force until it expires or is lifted", () => {
    const hold = aHold({ expires_at: minute(10) });
    expect(inForce(hold, now)).toBe(true);
    expect(inForce(hold, Date.parse(minute(10)))).toBe(false);
    expect(inForce(aHold(), now)).toBe(true);
    expect(inForce(aHold({ lifted_at: minute(0) }), now)).toBe(false);
  });

  test("bypassText returns how a release bypassed a hold", () => {
    const release = { id: "r", version: 35 };
    const words = (way: "override" | "elsewhere", reason: string | null, hold = aHold()) =>
      bypassText({ release, way, reason, hold });
    expect(words("override", "Fixes an outage")).toBe("past the lock: Fixes an outage");
    expect(words("elsewhere", null)).toBe("past the lock, by git push or the CLI");
    const marked = aHold({ kind: "slug", slug: { id: "slug-1" } });
    expect(words("elsewhere", null, marked)).toBe("past “do not promote”, by git push or the CLI");
  });
});

const at = (iso: string) => Date.parse(iso);
const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Asia/Tehran",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
);
const moments = fc.integer({ min: at("2000-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });

describe("the expiry of a hold", () => {
  test.each([
    ["hour", "2026-11-20T16:30:00Z", "2026-11-20T17:30:00.000Z"],
    ["day", "2026-11-20T16:30:00Z", "2026-11-20T23:00:00.000Z"],
    ["day", "2026-11-20T23:30:00Z", "2026-11-21T23:00:00.000Z"],
    ["monday", "2026-11-20T16:30:00Z", "2026-11-23T07:00:00.000Z"],
    ["monday", "2026-11-23T06:59:00Z", "2026-11-23T07:00:00.000Z"],
    ["monday", "2026-11-23T07:00:00Z", "2026-11-30T07:00:00.000Z"],
    // Clocks go back, and forward, on the Sunday in between.
    ["monday", "2026-10-24T10:00:00Z", "2026-10-26T07:00:00.000Z"],
    ["monday", "2026-03-28T10:00:00Z", "2026-03-30T06:00:00.000Z"],
  ] as const)("%s, in Berlin at %s: %s", (expiry, now, end) => {
    expect(expiresAt(expiry, at(now), "Europe/Berlin")).toBe(end);
  });

  test("is always in the future, within its range, and at the local hour of the zone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXPIRIES), moments, zones, (expiry, now, zone) => {
        const end = expiresAt(expiry, now, zone);
        if (expiry === "none") {
          expect(end).toBeNull();
          return;
        }
        const ms = Date.parse(end ?? "");
        expect(ms).toBeGreaterThan(now);
        expect(ms - now).toBeLessThanOrEqual((expiry === "monday" ? 8 : 2) * 86_400_000);
        const local = localTimeOf(ms, zone);
        if (expiry === "monday") expect([local.weekday, local.hour, local.minute]).toEqual([1, 8, 0]);
        // A day that begins within a gap begins at the end of it.
        if (expiry === "day") expect(local.hour).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("converting a local time back and forth returns it, unless clocks skip it", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 23 }), zones, (moment, hour, zone) => {
        const { year, month, day } = localTimeOf(moment, zone);
        const back = localTimeOf(localTimeToMs({ year, month, day, hour }, zone), zone);
        const skipped = back.hour !== hour || back.day !== day;
        expect(
          skipped ? [back.minute % 30, back.hour - hour <= 1 || back.day !== day] : [back.minute, true],
        ).toEqual([0, true]);
      }),
    );
  });

  test("a skipped local time is the first moment after the gap, a repeated one the first of the two", () => {
    const spring = localTimeToMs({ year: 2026, month: 3, day: 29, hour: 2 }, "Europe/Berlin");
    expect(new Date(spring).toISOString()).toBe("2026-03-29T01:00:00.000Z");
    const autumn = localTimeToMs({ year: 2026, month: 10, day: 25, hour: 2 }, "Europe/Berlin");
    expect(new Date(autumn).toISOString()).toBe("2026-10-25T00:00:00.000Z");
  });
});
