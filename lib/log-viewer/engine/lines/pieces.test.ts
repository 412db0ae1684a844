import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { lastLines } from "@/lib/log-viewer/engine/reason/failure-excerpt";
import { boxed } from "@/lib/log-viewer/engine/terminal/width";
import { lineAnchor, parseLineAnchor } from "./line-anchor";

function outputOf(text: string): LineStore {
  const output = new LineStore();
  output.push(new TextEncoder().encode(text));
  return output;
}

describe("boxed", () => {
  test.each([
    ["plain │ text …", ["plain │ text …:"]],
    ["✓ built", ["✓:o-box", " built:"]],
    ["a⠋b", ["a:", "⠋:o-box", "b:"]],
    ["漢x", ["漢:o-box o-box2", "x:"]],
    ["🚀👩‍💻", ["🚀:o-box o-box2", "👩‍💻:o-box o-box2"]],
    ["❤️", ["❤️:o-box o-box2"]],
    ["he: שלום, עולם! end", ["he: :", "שלום, עולם:o-script", "! end:"]],
    ["1 مرحبا 2", ["1 :", "مرحبا:o-script", " 2:"]],
    ["ที่", ["ที่:o-box o-cluster o-box1"]],
    ["कि!", ["कि:o-box o-cluster o-box2", "!:"]],
    ["a\u202eb", ["a:", "\u202e:o-box", "b:"]],
  ])("cuts %j", (text, expected) => {
    expect(boxed(text).map((piece) => `${piece.text}:${piece.className}`)).toEqual(expected);
  });

  test("keeps every character", () => {
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

  test("parse to the range they were formatted from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat({ max: 1e6 }), (from, more) => {
        const range = { from, to: from + more };
        expect(parseLineAnchor(lineAnchor(range))).toEqual(range);
      }),
    );
  });
});

test("the last lines are those that are not blank", () => {
  expect(lastLines(outputOf("one\n\ntwo  \n\nthree\n\n"), 2)).toEqual([
    { line: 3, text: "two" },
    { line: 5, text: "three" },
  ]);
});
