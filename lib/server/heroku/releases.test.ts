import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareConfigVars } from "./releases";

const vars = fc.dictionary(
  fc.constantFrom("A", "B", "C", "D", "toString", "__proto__"),
  fc.option(fc.constantFrom("x", "y", ""), { nil: null }),
);

const valueIn = (of: Record<string, string | null>, name: string) =>
  new Map(Object.entries(of)).get(name) ?? null;

describe("compareConfigVars", () => {
  test("returns what a rollback restores, removes and changes, sorted", () => {
    const now = { KEPT: "1", CHANGED: "2", NEW: "3", ALSO: "4" };
    expect(compareConfigVars(now, { KEPT: "1", CHANGED: "two", OLD: "5" })).toEqual({
      added: ["OLD"],
      removed: ["ALSO", "NEW"],
      changed: ["CHANGED"],
    });
  });

  test("returns exactly the names that differ", () => {
    fc.assert(
      fc.property(vars, vars, (now, then) => {
        const { added, removed, changed } = compareConfigVars(now, then);
        const names = new Set([...Object.keys(now), ...Object.keys(then)]);
        for (const name of names) {
          const [before, after] = [valueIn(now, name), valueIn(then, name)];
          expect(added.includes(name)).toBe(before === null && after !== null);
          expect(removed.includes(name)).toBe(before !== null && after === null);
          expect(changed.includes(name)).toBe(before !== null && after !== null && before !== after);
        }
        expect([...added, ...removed, ...changed].every((name) => names.has(name))).toBe(true);
      }),
    );
  });
});
