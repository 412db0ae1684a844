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
  dynosAt: null,
});
const states = (needs: number, moves: number, fine: number) => [
  ...Array.from({ length: needs }, () => state("needs")),
  ...Array.from({ length: moves }, () => state("moves")),
  ...Array.from({ length: fine }, () => state("fine")),
];

test.each([
  [states(2, 2, 12), 16, true, "2 need someone, 2 are moving, 12 are healthy"],
  [states(1, 1, 1), 3, true, "1 needs someone, 1 is moving, 1 is healthy"],
  [states(0, 0, 3), 3, true, "3 are healthy"],
  [states(0, 0, 60), 1_060, true, "60 are healthy, 1,000 are not read"],
  [states(0, 0, 2), 5, false, "2 are healthy"],
  [[], 0, true, ""],
])("counts states in one sentence", (given, total, settled, sentence) => {
  expect(sentenceOf(given, total, settled)).toBe(sentence);
});

test("does not count apps that are not running among the healthy ones", () => {
  const idle = { ...state("idle"), word: "not deployed" };
  const off = { ...state("idle"), word: "off" };
  expect(sentenceOf([state("fine"), idle], 2, true)).toBe("1 is healthy, 1 is not deployed yet");
  expect(sentenceOf([idle, idle, off], 3, true)).toBe("1 is off, 2 are not deployed yet");
});
