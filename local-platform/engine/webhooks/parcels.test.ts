import { expect, test } from "vitest";
import { backOffMs } from "./parcels";

test("a delivery waits twice as long each time, an hour at most", () => {
  const limits = { webhookRetryMs: 1_000, webhookRetryCapMs: 3_600_000 };
  const waits = [1, 2, 3, 12, 13, 180].map((attempts) => backOffMs(attempts, limits) / 1000);
  expect(waits).toEqual([1, 2, 4, 2048, 3600, 3600]);
});
