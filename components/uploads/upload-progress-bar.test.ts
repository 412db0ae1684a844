import { describe, expect, test } from "vitest";
import { sendingLabel } from "./upload-progress-bar";
import { timeLeft } from "./use-transfer";

describe("sendingLabel", () => {
  test.each([
    [41.2e6, 120e6, 12_000, "41.2 of 120 MB · 12 s left"],
    [900_000, 120e6, 130_000, "900 kB of 120 MB · 2 m 10 s left"],
    [0, 800, null, "0 of 800 B"],
    [119e6, 120e6, 20, "119 of 120 MB · 1 s left"],
  ])("labels %d of %d bytes", (sent, total, left, label) => {
    expect(sendingLabel(sent, total, left)).toBe(label);
  });
});

describe("timeLeft", () => {
  test("makes no estimate at first", () => {
    const left = timeLeft();
    expect([left(0, 100, 0), left(10, 100, 500)]).toEqual([null, null]);
  });

  test("estimates from the speed so far", () => {
    const left = timeLeft();
    left(0, 100, 0);
    expect(left(20, 100, 1_000)).toBe(4_000);
  });

  test("follows a change of speed within a few seconds", () => {
    const left = timeLeft();
    for (let second = 0; second <= 10; second++) left(second * 10, 1_000, second * 1_000);
    for (let second = 11; second <= 16; second++) left(100 + (second - 10), 1_000, second * 1_000);
    expect(left(107, 1_000, 17_000)).toBe(893_000);
  });

  test("makes no estimate while nothing is transferred", () => {
    const left = timeLeft();
    left(5, 100, 0);
    expect(left(5, 100, 3_000)).toBe(null);
  });
});
