import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastLines } from "./last-lines";
import { lineAnchor, parseLineAnchor } from "./line-anchor";
import { OutputLines } from "./output-lines";
import { Search } from "./search";
import { boxed } from "./width";

function outputOf(text: string): OutputLines {
  const output = new OutputLines();
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

describe("Search", () => {
  test("finds through colours, and the same whether it reads at once or as lines arrive", () => {
    const text = "Er\u001b[31mror\u001b[0m and error\nnothing\nERROR";
    const whole = new Search("error");
    whole.advance(outputOf(text), 100, true);
    expect(whole.matches).toEqual([
      { line: 0, column: 0 },
      { line: 0, column: 10 },
      { line: 2, column: 0 },
    ]);
    const growing = new Search("error");
    const output = new OutputLines();
    for (const byte of new TextEncoder().encode(text)) {
      output.push(Uint8Array.of(byte));
      growing.advance(output, 1, false);
    }
    growing.advance(output, 100, true);
    expect(growing.matches).toEqual(whole.matches);
  });

  test("minds case when the text has capitals", () => {
    const search = new Search("ERR");
    search.advance(outputOf("err\nERR\n"), 10, true);
    expect(search.matches).toEqual([{ line: 1, column: 0 }]);
  });
});
