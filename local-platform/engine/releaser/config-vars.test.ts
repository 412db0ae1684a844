import { expect, test } from "vitest";
import { applyChanges } from "./config-vars";

test.each([
  [{ A: "1" }, { B: "2" }, { A: "1", B: "2" }, "Set B config vars"],
  [{ A: "1" }, { A: null }, {}, "Remove A config vars"],
  [{ A: "1" }, { B: "2", C: "3", A: null }, { B: "2", C: "3" }, "Set B, C, remove A config vars"],
  [{ A: "1" }, { A: "1", B: null }, { A: "1" }, null],
])("%o changed by %o", (before, changes, vars, description) => {
  expect(applyChanges(before, changes)).toEqual({ vars, description });
});
