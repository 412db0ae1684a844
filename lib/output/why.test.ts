import { expect, test } from "vitest";
import { firstError } from "./first-error";
import { whyOf } from "./why";

const why = (texts: string[]) =>
  whyOf({ count: texts.length, text: (line) => texts[line] ?? "" }, firstError(texts));

test("shows the first error with what goes on with it", () => {
  const texts = [
    "building",
    "  Error: Cannot find module 'x'",
    "    at a (b.js:1:2)",
    "    at c",
    "    at d",
    "Error: again",
  ];
  expect(why(texts)).toEqual({
    title: "The first of 2 errors",
    line: 2,
    lines: [
      { line: 2, text: "Error: Cannot find module 'x'", main: true },
      { line: 3, text: "at a (b.js:1:2)", main: false },
      { line: 4, text: "at c", main: false },
    ],
  });
});

test("shows the last lines when nothing names an error", () => {
  const told = why(["1", "2", "3", "", "4", "5", "6", ""]);
  expect(told).toMatchObject({ title: "The last lines", line: 7 });
  expect(told?.lines.map((line) => line.text)).toEqual(["2", "3", "4", "5", "6"]);
});

test("says nothing of an output without a line", () => {
  expect(why([])).toBe(null);
});
