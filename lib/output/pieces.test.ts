import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastLines } from "./last-lines";
import { lineAnchor, parseLineAnchor } from "./line-anchor";
import { LineStore } from "./line-store";
import { boxed } from "./width";

function outputOf(text: string): LineStore {
  const output = new LineStore();
  output.push(new TextEncoder().encode(text));
  return output;
}

describe("boxed", () => {
  test.each([
    ["plain │ text …", [["plain │ text …", 0]]],
    [
      "✓ built",
      [
        ["✓", 1],
        [" built", 0],
      ],
    ],
    [
      "a⠋b",
      [
        ["a", 0],
        ["⠋", 1],
        ["b", 0],
      ],
    ],
    [
      "漢x",
      [
        ["漢", 2],
        ["x", 0],
      ],
    ],
    [
      "🚀👩‍💻",
      [
        ["🚀", 2],
        ["👩‍💻", 2],
      ],
    ],
    ["❤️", [["❤️", 2]]],
  ])("cuts %j", (text, expected) => {
    expect(boxed(text).map(({ text: piece, cells }) => [piece, cells])).toEqual(expected);
  });

  test("loses no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(
          boxed(text)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("line anchors", () => {
  test.each([
    ["#L120", { from: 120, to: 120 }],
    ["#L120-L140", { from: 120, to: 140 }],
    ["#L140-120", { from: 120, to: 140 }],
    ["#L0", null],
    ["#Lx", null],
    ["", null],
  ])("reads %j", (hash, expected) => {
    expect(parseLineAnchor(hash)).toEqual(expected);
  });

  test("come back as they were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat({ max: 1e6 }), (from, more) => {
        const range = { from, to: from + more };
        expect(parseLineAnchor(lineAnchor(range))).toEqual(range);
      }),
    );
  });
});

test("the last lines are those that say something", () => {
  expect(lastLines(outputOf("one\n\ntwo  \n\nthree\n\n"), 2)).toEqual([
    { line: 3, text: "two" },
    { line: 5, text: "three" },
  ]);
});
