import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutputLines } from "./output-lines";
import type { RenderedLine } from "./render-line";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function linesOf(chunks: Uint8Array[]): RenderedLine[] {
  const output = new OutputLines();
  for (const chunk of chunks) output.push(chunk);
  output.finish();
  return Array.from({ length: output.count }, (_, index) => output.line(index));
}

const textsOf = (text: string) => linesOf([bytesOf(text)]).map((line) => line.text);
const single = (bytes: Uint8Array) => [...bytes].map((byte) => Uint8Array.of(byte));

const awkward = fc.constantFrom(
  "\r",
  "\n",
  "\r\n",
  "\b",
  "\t",
  "\0",
  "\u001b",
  "\u001b[31m",
  "\u001b[1;38;5;208m",
  "\u001b[0m",
  "\u001b[K",
  "\u001b[2K",
  "\u001b[1G",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://x",
  "é",
  "漢",
  "👩‍💻",
  "✓",
  "e\u0301",
);
const outputs = fc.array(fc.oneof(awkward, fc.string({ maxLength: 6 })), { maxLength: 60 });

describe("OutputLines", () => {
  test("gives the same lines whatever the cuts, byte by byte and at random", () => {
    fc.assert(
      fc.property(outputs, fc.array(fc.nat({ max: 40 }), { maxLength: 30 }), (parts, cuts) => {
        const bytes = bytesOf(parts.join(""));
        const whole = linesOf([bytes]);
        expect(linesOf(single(bytes))).toEqual(whole);
        const chunks: Uint8Array[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(bytes.subarray(Math.min(from, bytes.length)));
        expect(linesOf(chunks)).toEqual(whole);
      }),
    );
  });

  test("gives the same lines for bytes that are no UTF-8", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(linesOf(single(bytes))).toEqual(linesOf([bytes]));
      }),
    );
  });

  test("never shows or counts heartbeats, wherever they stand", () => {
    const output = new OutputLines();
    output.push(Uint8Array.of(0));
    output.push(Uint8Array.of(0xc3, 0, 0xa9, 0, 0x0a));
    expect(output.text(0)).toBe("é");
    expect(output.bytes).toBe(3);
  });

  test.each([
    ["a\nb", ["a", "b"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["a\n\nb\n", ["a", "", "b"]],
    ["10%\r50%\r100%\n", ["100%"]],
    ["longer text\rshort\n", ["shortr text"]],
    ["longer text\r\u001b[Kshort\n", ["short"]],
    ["longer text\u001b[2K\u001b[1Gshort\n", ["short"]],
    ["abc\b\bX\n", ["aXc"]],
    ["a\tb\rX\n", ["X       b"]],
    ["a\tb\n", ["a\tb"]],
    ["\u001b]0;title\u0007text\n", ["text"]],
    ["\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\\n", ["link"]],
    ["\u001b[?25lhidden cursor\u001b[?25h\n", ["hidden cursor"]],
    ["\u001b[6n\u0007bell\n", ["bell"]],
    ["漢字\rab\n", ["ab字"]],
    ["漢字\ra\n", ["a 字"]],
  ])("shows %j as a terminal would", (raw, expected) => {
    expect(textsOf(raw)).toEqual(expected);
  });

  test("carries colours across lines and ends them where they end", () => {
    const [first, second, third] = linesOf([
      bytesOf("\u001b[31mred\nstill \u001b[1mbold\u001b[0m plain\nplain"),
    ]);
    expect(first?.runs).toMatchObject([{ text: "red", style: { fg: 1 } }]);
    expect(second?.runs).toMatchObject([
      { text: "still ", style: { fg: 1, bold: false } },
      { text: "bold", style: { fg: 1, bold: true } },
      { text: " plain", style: { fg: null, bold: false } },
    ]);
    expect(third?.runs).toMatchObject([{ text: "plain", style: { fg: null } }]);
  });

  test("lets the last line grow and counts it once", () => {
    const output = new OutputLines();
    output.push(bytesOf("first\nsec"));
    expect([output.count, output.ended, output.text(1)]).toEqual([2, 1, "sec"]);
    output.push(bytesOf("ond\n"));
    expect([output.count, output.ended, output.text(1)]).toEqual([2, 2, "second"]);
  });
});
