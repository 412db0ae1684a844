import { expect, test } from "vitest";
import { firstError } from "@/lib/output/first-error";
import { whyOf } from "./why";

const told = (texts: string[]) => ({
  lines: { count: texts.length, text: (index: number) => texts[index] ?? "" },
  firstError: () => firstError(texts),
});

test("shows the first error with what goes on with it", () => {
  const texts = [
    "building",
    "  Error: Cannot find module 'x'",
    "    at a (b.js:1:2)",
    "    at c",
    "    at d",
    "Error: again",
  ];
  expect(whyOf(told(texts))).toEqual({
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
  const why = whyOf(told(["1", "2", "3", "", "4", "5", "6", ""]));
  expect(why).toMatchObject({ title: "The last lines", line: 7 });
  expect(why?.lines.map((line) => line.text)).toEqual(["2", "3", "4", "5", "6"]);
});

test("says nothing of an output without a line", () => {
  expect(whyOf(told([]))).toBe(null);
});
