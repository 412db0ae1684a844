import { describe, expect, test } from "vitest";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { AnswerCache } from "./answer-cache";

const outage = async (): Promise<number> => {
  throw new SlipwayError("upstream_unavailable");
};

describe("AnswerCache", () => {
  test("asks once while the answer is fresh, also for concurrent callers", async () => {
    const kept = new AnswerCache<number>({ freshMs: 10, max: 5 });
    let asked = 0;
    const ask = async () => ++asked;
    expect(await Promise.all([kept.get("a", 0, ask), kept.get("a", 0, ask)])).toEqual([1, 1]);
    expect(await kept.get("a", 9, ask)).toBe(1);
    expect(await kept.get("a", 10, ask)).toBe(2);
    expect(await kept.get("b", 10, ask)).toBe(3);
  });

  test("returns the stale answer during an outage and asks again each time", async () => {
    const kept = new AnswerCache<number>({ freshMs: 10, max: 5 });
    await kept.get("a", 0, async () => 1);
    expect(await kept.get("a", 20, outage)).toBe(1);
    expect(await kept.get("a", 21, outage)).toBe(1);
    expect(await kept.get("a", 22, async () => 2)).toBe(2);
  });

  test("returns no stale answer when upstream refuses, and caches no failure", async () => {
    const kept = new AnswerCache<number>({ freshMs: 10, max: 5 });
    await expect(kept.get("a", 0, outage)).rejects.toMatchObject({ id: "upstream_unavailable" });
    await kept.get("a", 1, async () => 1);
    const refuse = async (): Promise<number> => {
      throw new SlipwayError("forbidden");
    };
    await expect(kept.get("a", 20, refuse)).rejects.toMatchObject({ id: "forbidden" });
    await expect(kept.get("a", 21, outage)).rejects.toMatchObject({ id: "upstream_unavailable" });
  });

  test("evicts the oldest answers", async () => {
    const kept = new AnswerCache<number>({ freshMs: 10, max: 2 });
    for (const key of ["a", "b", "c"]) await kept.get(key, 0, async () => 1);
    expect(await kept.get("a", 0, async () => 2)).toBe(2);
    expect(await kept.get("c", 0, async () => 2)).toBe(1);
  });
});
