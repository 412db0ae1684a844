import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff, wait, waitAtMost } from "./async";

test("backs off by a pause that doubles, of which the jitter takes off up to half", () => {
  const limits = { firstMs: 100, lastMs: 1_000 };
  expect([1, 2, 3, 4, 5, 60].map((failures) => backoff(failures, limits, () => 1))).toEqual([
    100, 200, 400, 800, 1_000, 1_000,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, r) => {
      const full = backoff(n, limits, () => 1);
      const pause = backoff(n, limits, () => r);
      return pause >= full / 2 && pause <= full;
    }),
    { seed: 7 },
  );
});

test("waits no longer than its signal lets it", async () => {
  await wait(60_000, AbortSignal.abort());
  const leaving = new AbortController();
  const waiting = wait(60_000, leaving.signal);
  leaving.abort();
  await waiting;
  expect(leaving.signal.aborted).toBe(true);
});

test("waits for work at most as long as it may take", async () => {
  const never = new Promise<void>(() => undefined);
  await waitAtMost(1, never);
  await waitAtMost(60_000, Promise.resolve());
  await expect(waitAtMost(60_000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});
