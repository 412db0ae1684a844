import { expect, test } from "vitest";
import { sectionBeside } from "@/components/output/use-pane-keys";
import { cutTo } from "./text-selection";

test("cuts the first and the last line to the selection", () => {
  const from = { line: 4, column: 2 };
  expect(cutTo({ from, to: { line: 6, column: 3 } }, "abcde\nmiddle\nvwxyz")).toBe("cde\nmiddle\nvwx");
  expect(cutTo({ from, to: { line: 4, column: 4 } }, "abcde")).toBe("cd");
});

test("goes from section to section", () => {
  const sections = [{ line: 0 }, { line: 10 }, { line: 20 }];
  expect(sectionBeside(sections, 12, 1)).toBe(20);
  expect(sectionBeside(sections, 12, -1)).toBe(0);
  expect(sectionBeside(sections, 25, 1)).toBe(null);
});
