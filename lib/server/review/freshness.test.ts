import { describe, expect, test } from "vitest";
import type { AppSummary } from "@/lib/schemas/summary";
import { aBuild } from "@/test/builders/objects";
import { freshMs } from "./freshness";

const quiet: AppSummary = {
  app: { id: "a", name: "a" },
  builds: [],
  releases: [],
  current: null,
  dynos: [],
  first_error: null,
  read_at: "2026-11-21T04:12:00.000Z",
  dynos_read_at: "2026-11-21T04:12:00.000Z",
  failed: null,
};
const moving: AppSummary = { ...quiet, builds: [aBuild({ status: "pending" })] };

describe("freshMs", () => {
  test("returns a short time while a build is pending", () => {
    expect(freshMs(moving, 60, 4_000)).toBeLessThanOrEqual(2_500);
  });

  test("keeps any number of idle apps within 1,500 calls an hour", () => {
    for (const watched of [1, 3, 20, 60, 1_000]) {
      const fresh = freshMs(quiet, watched, null);
      expect(fresh).toBeGreaterThanOrEqual(10_000);
      expect(Math.round((watched * 3 * 3_600_000) / fresh)).toBeLessThanOrEqual(1_500);
    }
  });

  test("grows when few calls of the account are left, and is infinite before the last are used", () => {
    expect(freshMs(moving, 1, 400)).toBe(10_000);
    expect(freshMs(moving, 1, 50)).toBe(Number.POSITIVE_INFINITY);
  });
});
