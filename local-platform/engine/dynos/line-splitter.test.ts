import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineSplitter } from "./line-splitter";

test("lines are whole however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(20)), (texts, cuts) => {
      const lines = texts.map((text) => text.replace(/[\r\n]/g, " "));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const seen: string[] = [];
      const splitter = createLineSplitter((line) => seen.push(line));
      let from = 0;
      for (const cut of cuts) {
        splitter.write(bytes.subarray(from, from + cut));
        from += cut;
      }
      splitter.write(bytes.subarray(from));
      splitter.end();
      expect(seen).toEqual(lines);
    }),
  );
});

test("a line that never ends is cut, the last one needs no newline", () => {
  const seen: number[] = [];
  const splitter = createLineSplitter((line) => seen.push(line.length));
  splitter.write(Buffer.from("x".repeat(25_000)));
  splitter.end();
  expect(seen).toEqual([10_000, 10_000, 5_000]);
});
