import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { awkwardOutputs, bytesOf, single } from "@/test/harness/terminal-output";
import { Finder } from "./finder";
import { expressionOf, marksIn, type Query } from "./query";

function storeOf(text: string): LineStore {
  const output = new LineStore();
  output.push(bytesOf(text));
  return output;
}

const plain = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWord: false,
  regexp: false,
  ...more,
});

function linesWith(output: LineStore, query: Query): number[] {
  const finder = new Finder(query);
  while (!finder.advance(output, true));
  return [...finder.lines.slice(0)];
}

test("a block has the rendered text of each line", () => {
  fc.assert(
    fc.property(awkwardOutputs, (text) => {
      const output = storeOf(text);
      const block = new PlainBlock();
      block.fill(output, 0, output.count);
      const rendered = Array.from({ length: output.count }, (_, line) => output.part(line).text);
      expect(block.text()).toBe(rendered.map((line) => `${line}\n`).join(""));
      expect([...block.starts.subarray(0, block.lines)]).toEqual(
        rendered.map((_, line) => bytesOf(rendered.slice(0, line).join("\n") + (line ? "\n" : "")).length),
      );
    }),
    { numRuns: 500 },
  );
});

describe("Finder", () => {
  test("finds the matches of the rendered text of each line", () => {
    const texts = fc.oneof(fc.string({ minLength: 1, maxLength: 3 }), fc.constantFrom("é", "漢", "ab", "."));
    fc.assert(
      fc.property(awkwardOutputs, texts, fc.boolean(), fc.boolean(), (text, needle, matchCase, wholeWord) => {
        const output = storeOf(text.replaceAll("\n", `${needle}\n`));
        const query = plain(needle, { matchCase, wholeWord });
        const expression = expressionOf(query);
        const expected = Array.from({ length: output.count }, (_, line) =>
          expression ? marksIn(output.part(line).text, expression).map(() => line) : [],
        ).flat();
        expect(linesWith(output, query)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("finds text across colors, at once or as lines arrive", () => {
    const text = "Er\u001b[31mror\u001b[0m and error\nnothing\nERROR";
    expect(linesWith(storeOf(text), plain("error"))).toEqual([0, 0, 2]);
    const growing = new Finder(plain("error"));
    const output = new LineStore();
    for (const byte of single(bytesOf(text))) {
      output.push(byte);
      growing.advance(output, false);
    }
    growing.advance(output, true);
    expect([...growing.lines.slice(0)]).toEqual([0, 0, 2]);
  });

  test("finds the final text of lines that are redrawn during the search", () => {
    const pieces = fc.constantFrom(
      "ab",
      "a",
      "b\n",
      "\n",
      "ab\n",
      "\u001b[1A",
      "\u001b[3A\r",
      "\u001b[2K",
      "\u001b[J",
      "\v",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), fc.boolean(), (parts, matchCase) => {
        const output = new LineStore();
        const growing = new Finder(plain("ab", { matchCase }));
        for (const part of parts) {
          output.push(bytesOf(part));
          growing.rewind(output.takeChanged());
          growing.advance(output, false);
        }
        while (!growing.advance(output, true));
        const expression = /ab/g;
        const expected = Array.from({ length: output.count }, (_, line) =>
          marksIn(output.text(line), expression).map(() => line),
        ).flat();
        expect([...growing.lines.slice(0)]).toEqual(expected);
        expect(linesWith(output, plain("ab", { matchCase }))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["a composed letter", "café", 2],
    ["a decomposed letter", "cafe\u0301", 2],
    ["no base letter of a composed letter", "cafe", 0],
    ["syllables written in letters", "한글", 1],
    ["a no-break space as a blank", "100 MB", 2],
    ["a blank as a no-break space", "100\u00a0MB", 2],
    ["no other sign that folds to a letter", "100 K", 0],
  ])("finds %s", (_, text, count) => {
    const output = storeOf(
      "cafe\u0301-menu caf\u00e9-menu\nhangul \u1112\u1161\u11ab\u1100\u1173\u11af\n100\u00a0MB 100 MB 100 \u212a",
    );
    for (const matchCase of [true, false]) {
      expect(linesWith(output, plain(text, { matchCase }))).toHaveLength(count);
    }
  });

  test("finds a letter in both normal forms with a pattern", () => {
    const output = storeOf("cafe\u0301-menu caf\u00e9-menu");
    expect(linesWith(output, plain("cafe\u0301-\\w+", { regexp: true }))).toEqual([0, 0]);
  });

  test("separates words in any script", () => {
    const output = storeOf(
      "error: ‘frobnicate’ was not\n错误：frobnicate。\n¿frobnicate?\nxfrobnicate éfrobnicate frobnicate\u0301\nпроfrobnicate frobnicate_1",
    );
    expect(linesWith(output, plain("frobnicate", { wholeWord: true }))).toEqual([0, 1, 2]);
    expect(linesWith(output, plain("frob\\w+", { wholeWord: true, regexp: true }))).toEqual([0, 1, 2, 4]);
    expect(linesWith(output, plain("错误", { wholeWord: true }))).toEqual([1]);
  });

  test("marks the original text if letters are composed for the search", () => {
    const line = "e\u0301te\u0301 \u1112\u1161\u11ab été";
    const expression = expressionOf(plain("été"));
    const marks = expression ? marksIn(line, expression) : [];
    expect(marks.map(({ from, to }) => line.slice(from, to))).toEqual(["e\u0301te\u0301", "été"]);
  });

  test.each([
    [plain("err", { matchCase: true }), [0, 2]],
    [plain("err"), [0, 1, 2]],
    [plain("err", { wholeWord: true }), [0, 1]],
    [plain("größe"), [3]],
    [plain("^e.r$", { regexp: true }), [0, 1]],
    [plain("e(", { regexp: true }), []],
    [plain("e("), []],
  ])("%j", (query, expected) => {
    expect(linesWith(storeOf("err\nERR\nerror\nGRÖSSE größE\n"), query)).toEqual(expected);
  });
});
