import { expect, test } from "vitest";
import { holdNew } from "./hold-new";

const rows = ["d", "c", "b", "a"].map((key) => ({ key }));
const keys = (known: string[] | null) => {
  const { shown, held } = holdNew(rows, known && new Set(known));
  return [shown.map((row) => row.key).join(""), held];
};

test("new rows above the first known one are held back and counted", () => {
  expect(keys(null)).toEqual(["dcba", 0]);
  expect(keys(["b", "a"])).toEqual(["ba", 2]);
  expect(keys(["d", "c", "b"])).toEqual(["dcba", 0]);
  expect(keys(["gone"])).toEqual(["dcba", 0]);
});
