import { expect, test } from "vitest";
import { sentenceOf } from "./app-counts";
import type { AppState } from "./app-state";

const state = (group: AppState["group"]): AppState => ({
  kind: "ok",
  word: "runs",
  long: "runs",
  group,
  about: null,
  since: "2026-11-21T10:00:00.000Z",
  expectedMs: null,
});
const states = (needs: number, moves: number, fine: number) => [
  ...Array.from({ length: needs }, () => state("needs")),
  ...Array.from({ length: moves }, () => state("moves")),
  ...Array.from({ length: fine }, () => state("fine")),
];

test.each([
  [states(2, 2, 12), 16, true, "2 need someone, 2 are moving, 12 are fine"],
  [states(1, 1, 1), 3, true, "1 needs someone, 1 is moving, 1 is fine"],
  [states(0, 0, 3), 3, true, "3 are fine"],
  [states(0, 0, 60), 1_060, true, "60 are fine, 1,000 are not read"],
  [states(0, 0, 2), 5, false, "2 are fine"],
  [[], 0, true, ""],
])("counts states in one sentence", (given, total, settled, sentence) => {
  expect(sentenceOf(given, total, settled)).toBe(sentence);
});
