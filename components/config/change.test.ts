import { expect, test } from "vitest";
import { effectOf, nameProblem, patchOf } from "./change";

test("the button states its effect with names and versions", () => {
  expect(effectOf({ kind: "add" }, "LOG_LEVEL", "example-app", 43, true)).toBe(
    "Set LOG_LEVEL and restart example-app as v43",
  );
  expect(effectOf({ kind: "unset", name: "LOG_LEVEL" }, "LOG_LEVEL", "example-app", 43, true)).toBe(
    "Unset LOG_LEVEL and restart example-app as v43",
  );
  expect(effectOf({ kind: "add" }, "", "example-app", 3, false)).toBe("Set it as v3");
  expect(effectOf({ kind: "add" }, "A", "example-app", null, true)).toBe("Set A and restart example-app");
});

test("unsetting sends null, an empty value stays empty", () => {
  expect(patchOf({ kind: "unset", name: "A" }, "A", "")).toEqual({ A: null });
  expect(patchOf({ kind: "add" }, "A", "")).toEqual({ A: "" });
});

test.each([
  ["", "Give it a name, such as LOG_LEVEL."],
  ["1A", "A name has letters, digits and underscores, not beginning with a digit."],
  ["A-B", "A name has letters, digits and underscores, not beginning with a digit."],
  ["TAKEN", "TAKEN is set already. Edit it in the list."],
  ["LOG_LEVEL", null],
])("the name %j", (name, problem) => {
  expect(nameProblem(name, ["TAKEN"])).toBe(problem);
});
