import { describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { ReadThroughCache } from "./cache";

const outage = async (): Promise<number> => {
  throw new SlipwayError("upstream_unavailable");
};

describe("ReadThroughCache", () => {
  test("reads once while the value is fresh, also for concurrent callers", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 5 });
    let reads = 0;
    const read = async () => ++reads;
    expect(await Promise.all([cache.get("a", 0, read), cache.get("a", 0, read)])).toEqual([1, 1]);
    expect(await cache.get("a", 9, read)).toBe(1);
    expect(await cache.get("a", 10, read)).toBe(2);
    expect(await cache.get("b", 10, read)).toBe(3);
  });

  test("returns the stale value during an outage and reads again each time", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 5, staleOnOutage: true });
    await cache.get("a", 0, async () => 1);
    expect(await cache.get("a", 20, outage)).toBe(1);
    expect(await cache.get("a", 21, outage)).toBe(1);
    expect(cache.requestedAt("a")).toBe(0);
    expect(await cache.get("a", 22, async () => 2)).toBe(2);
    expect(cache.requestedAt("a")).toBe(22);
  });

  test("returns no stale value when upstream refuses, and caches no failure", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 5, staleOnOutage: true });
    await expect(cache.get("a", 0, outage)).rejects.toMatchObject({ id: "upstream_unavailable" });
    await cache.get("a", 1, async () => 1);
    const refuse = async (): Promise<number> => {
      throw new SlipwayError("forbidden");
    };
    await expect(cache.get("a", 20, refuse)).rejects.toMatchObject({ id: "forbidden" });
    await expect(cache.get("a", 21, outage)).rejects.toMatchObject({ id: "upstream_unavailable" });
  });

  test("throws during an outage unless stale values are allowed", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 5 });
    await cache.get("a", 0, async () => 1);
    await expect(cache.get("a", 20, outage)).rejects.toMatchObject({ id: "upstream_unavailable" });
    expect(cache.requestedAt("a")).toBeNull();
  });

  test("passes the stale value to the read, and takes the freshness from the caller", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 5 });
    const next = async (before: number | undefined) => (before ?? 0) + 1;
    expect(await cache.get("a", 0, next)).toBe(1);
    const isFresh = (value: number, age: number) => value === 2 && age === 5;
    expect(await cache.get("a", 3, next, isFresh)).toBe(2);
    expect(await cache.get("a", 8, next, isFresh)).toBe(2);
    expect([...cache.entries()]).toEqual([["a", 2]]);
  });

  test("caches null", async () => {
    const cache = new ReadThroughCache<number | null>({ freshMs: 10, max: 5 });
    await cache.get("a", 0, async () => null);
    expect(await cache.get("a", 1, async () => 1)).toBeNull();
  });

  test("evicts the least recently used value", async () => {
    const cache = new ReadThroughCache<number>({ freshMs: 10, max: 2 });
    await cache.get("a", 0, async () => 1);
    await cache.get("b", 0, async () => 1);
    await cache.get("a", 1, async () => 2);
    await cache.get("c", 1, async () => 1);
    expect(cache.requestedAt("b")).toBeNull();
    expect(await cache.get("a", 2, async () => 2)).toBe(1);
  });

  test.each(["evicted", "deleted", "cleared"])(
    "answers those who wait for a read that is %s",
    async (how) => {
      const cache = new ReadThroughCache<number>({ freshMs: 10, max: 1 });
      let finish = (_value: number) => {};
      const waiting = cache.get("a", 0, () => new Promise((resolve) => (finish = resolve)));
      if (how === "evicted") await cache.get("b", 0, async () => 2);
      else if (how === "deleted") cache.delete("a");
      else cache.clear();
      finish(1);
      expect(await waiting).toBe(1);
      expect(cache.requestedAt("a")).toBeNull();
    },
  );
});
