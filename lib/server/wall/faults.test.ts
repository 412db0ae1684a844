import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { AppSummary } from "@/lib/schemas/summary";
import { faultOf, faultOfError, periodOf } from "./faults";
import { readOrLast, remember, rememberedWalls } from "./last-content";

const now = new Date("2026-11-21T12:00:00.000Z");
const summary = (id: string, failed: string | null): AppSummary => ({
  app: { id, name: id },
  builds: [],
  releases: [],
  current: null,
  dynos: [],
  first_error: null,
  read_at: now.toISOString(),
  dynos_read_at: now.toISOString(),
  failed,
});
const both = [summary("a", "Heroku answered 503. Try again."), summary("b", null)];

describe("faultOf", () => {
  test("reports upstream with only the status if no app can be read", () => {
    expect(faultOf(both, () => "heroku", now)).toMatchObject({ kind: "heroku", detail: "503" });
    expect(faultOf(both, (app) => (app === "a" ? "heroku" : null), now)).toBeNull();
    expect(faultOf([], () => "heroku", now)).toBeNull();
  });

  test("reports the budget if few calls are left, which lengthens the interval", () => {
    const fault = faultOf(both, (app) => (app === "a" ? "slowed" : null), now);
    expect(fault).toMatchObject({ kind: "slowed" });
    expect(periodOf(fault)).toBeGreaterThan(periodOf(null));
    expect(faultOfError(new SlipwayError("rate_limit"), now)).toMatchObject({ kind: "slowed" });
  });

  test.each(["upstream_unavailable", "upstream_timeout", "upstream_error", "missing_scope"] as const)(
    "is upstream for %s, and null for our own errors",
    (id) => {
      expect(faultOfError(new SlipwayError(id), now)).toMatchObject({ kind: "heroku" });
      expect(faultOfError(new SlipwayError("internal"), now)).toBeNull();
      expect(faultOfError(new TypeError("bug"), now)).toBeNull();
    },
  );
});

describe("the memory of a wall", () => {
  beforeEach(rememberedWalls.reset);
  const fault = (kind: "heroku" | "slowed", since: string) => ({ kind, since, detail: "" });
  const shown = (given: ReturnType<typeof fault> | null) => ({ tiles: [], app_count: 0, fault: given });

  test("keeps the time of a fault's start", () => {
    expect(remember("s", shown(fault("heroku", "12:00")))?.since).toBe("12:00");
    expect(remember("s", shown(fault("heroku", "12:05")))?.since).toBe("12:00");
    expect(remember("s", shown(fault("slowed", "12:06")))?.since).toBe("12:06");
    expect(remember("s", shown(null))).toBeNull();
    expect(remember("s", shown(fault("heroku", "12:09")))?.since).toBe("12:09");
  });

  describe("readOrLast", () => {
    afterEach(() => {
      vi.useRealTimers();
    });
    const of = { key: "s", apps: [{ id: "a", name: "api" }], now, timeScale: 1 };
    const read = { tiles: [], app_count: 3, promotions: [], fault: null, period_ms: 10_000 };

    test("returns the last content and the fault when upstream does not answer before the wall gives up", async () => {
      vi.useFakeTimers();
      const answer = readOrLast(of, () => new Promise(() => {}));
      await vi.advanceTimersByTimeAsync(9_000);
      expect(await answer).toMatchObject({
        fault: { kind: "heroku", since: now.toISOString() },
        tiles: [{ id: "a", app: "api" }],
      });
    });

    test("returns what was read in time, leaves no timer, and throws errors that are not upstream's", async () => {
      vi.useFakeTimers();
      expect(await readOrLast(of, async () => read)).toEqual(read);
      const error = new TypeError("bug");
      await expect(readOrLast(of, () => Promise.reject(error))).rejects.toBe(error);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
