import { expect, test } from "vitest";
import { aBuild } from "@/test/builders/objects";
import { buildDuration, expectedDuration } from "./expected-duration";

const start = Date.UTC(2026, 4, 12);
const lasting = (seconds: number, status: "succeeded" | "failed" | "pending" = "succeeded") =>
  aBuild({
    status,
    created_at: new Date(start).toISOString(),
    updated_at: new Date(start + seconds * 1000).toISOString(),
  });

test("is the median of the successful builds", () => {
  expect(expectedDuration([])).toBeNull();
  expect(expectedDuration([lasting(5, "failed"), lasting(9, "pending")])).toBeNull();
  expect(expectedDuration([lasting(70), lasting(5, "failed"), lasting(60), lasting(300)])).toBe(70_000);
  expect(expectedDuration([lasting(60), lasting(80)])).toBe(70_000);
});

test("only the newest 20 count", () => {
  const recent = Array.from({ length: 20 }, () => lasting(60));
  const older = Array.from({ length: 30 }, () => lasting(600));
  expect(expectedDuration([...recent, ...older])).toBe(60_000);
});

test("a running build, or one with inconsistent times, has no duration", () => {
  expect(buildDuration(lasting(10, "pending"))).toBeNull();
  expect(buildDuration(lasting(-10))).toBeNull();
  expect(buildDuration(lasting(41, "failed"))).toBe(41_000);
});
