import { expect, test } from "vitest";
import { failureExcerpt } from "./failure-excerpt";
import { reasonOf } from "./reason-scan";

const quote = (texts: string[]) =>
  failureExcerpt({ count: texts.length, text: (line) => texts[line] ?? "" }, reasonOf(texts.join("\n")));

test("quotes the reason with the lines that continue it", () => {
  const texts = [
    "building",
    "  Error: Cannot find module 'x'",
    "    at a (b.js:1:2)",
    "    at c",
    "    at d",
    "Error: Cannot find module 'y'",
  ];
  expect(quote(texts)).toEqual({
    errors: 2,
    line: 2,
    lines: [
      { line: 2, text: "Error: Cannot find module 'x'", main: true },
      { line: 3, text: "at a (b.js:1:2)", main: false },
      { line: 4, text: "at c", main: false },
    ],
  });
});

test("quotes the last five lines when no line names an error", () => {
  const last = quote(["1", "2", "3", "", "4", "5", "6", ""]);
  expect(last).toMatchObject({ errors: null, line: 7 });
  expect(last?.lines.map((line) => line.text)).toEqual(["2", "3", "4", "5", "6"]);
});

test("returns null for an empty output", () => {
  expect(quote([])).toBe(null);
});
