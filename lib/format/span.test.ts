import { expect, test } from "vitest";
import { formatSpan } from "./span";

test.each([
  [-5, "0 s"],
  [0, "0 s"],
  [41_000, "41 s"],
  [72_000, "1 m"],
  [59.8 * 60_000, "1 h"],
  [2.6 * 3_600_000, "3 h"],
  [3.2 * 86_400_000, "3 d"],
])("%d ms is %s", (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});
