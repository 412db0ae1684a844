import { expect, test } from "vitest";
import { recordRemaining } from "@/lib/server/heroku/rate";
import { runLimits } from "./limits";
import { checkInterval } from "./run";

const interval = (pending: number, unchangedMs: number, account?: string) =>
  checkInterval({ pending, account }, unchangedMs, runLimits);

test("checkInterval grows while nothing changes", () => {
  const { checkMs, slowAfterMs, slowCheckMs, slowestAfterMs, slowestCheckMs } = runLimits;
  expect([0, slowAfterMs - 1].map((ms) => interval(1, ms))).toEqual([checkMs, checkMs]);
  expect([slowAfterMs, slowestAfterMs - 1].map((ms) => interval(1, ms))).toEqual([slowCheckMs, slowCheckMs]);
  expect(interval(1, slowestAfterMs)).toBe(slowestCheckMs);
});

test("checkInterval grows with the number of targets beyond three", () => {
  expect([1, 3, 6, 30].map((pending) => interval(pending, 0))).toEqual([1_000, 1_000, 2_000, 10_000]);
});

test("checkInterval is four times as long when few calls of the account are left, and bounded without any", () => {
  for (const left of ["499", "0"]) {
    recordRemaining("scarce-account", left);
    expect(interval(1, 0, "scarce-account")).toBe(4_000);
  }
  recordRemaining("scarce-account", "500");
  expect(interval(1, 0, "scarce-account")).toBe(1_000);
});
