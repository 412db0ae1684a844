import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderLine, styleAfter } from "@/lib/log-viewer/engine/terminal/render-line";
import type { RenderedLine } from "@/lib/log-viewer/engine/terminal/style";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";
import { awkwardOutputs, bytesOf, single } from "@/test/harness/terminal-output";
import { LineStore, RENDERED } from "./line-store";

function storeOf(chunks: Uint8Array[]): LineStore {
  const output = new LineStore();
  for (const chunk of chunks) output.push(chunk);
  return output;
}

function linesOf(chunks: Uint8Array[]): RenderedLine[] {
  const output = storeOf(chunks);
  return Array.from({ length: output.count }, (_, index) => {
    const { text, runs } = output.part(index);
    return { text, runs };
  });
}

const textsOf = (text: string) => linesOf([bytesOf(text)]).map((line) => line.text);

/** Renders a whole output line by line, without a store. */
function renderLines(text: string): RenderedLine[] {
  let style = PLAIN;
  const lines = text.replaceAll("\0", "").split("\n");
  const open = lines.pop() ?? "";
  return [...lines.map((line) => line.replace(/\r+$/, "")), ...(open === "" ? [] : [open])].map((raw) => {
    const line = renderLine(raw, style);
    style = styleAfter(raw, style);
    return line;
  });
}

describe("LineStore", () => {
  test("returns the same lines for any chunks", () => {
    fc.assert(
      fc.property(awkwardOutputs, fc.array(fc.nat({ max: 40 }), { maxLength: 30 }), (text, cuts) => {
        const bytes = bytesOf(text);
        const whole = renderLines(text);
        expect(linesOf([bytes])).toEqual(whole);
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

  test("returns the same lines for bytes that are not UTF-8", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(linesOf(single(bytes))).toEqual(linesOf([bytes]));
      }),
    );
  });

  test("ignores heartbeats anywhere", () => {
    const output = storeOf([Uint8Array.of(0), Uint8Array.of(0xc3, 0, 0xa9, 0, 0x0a)]);
    expect([output.text(0), output.bytes.length]).toEqual(["é", 3]);
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
    ["\ufefftext\n", ["text"]],
    ["漢字\rab\n", ["ab字"]],
    ["漢字\ra\n", ["a 字"]],
  ])("shows %j as a terminal would", (raw, expected) => {
    expect(textsOf(raw)).toEqual(expected);
  });

  test("continues colors across lines until they are reset", () => {
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

  test("continues a color from far above, for any order of reads", () => {
    const line = `${"x".repeat(199)}\n`;
    const output = storeOf([bytesOf(`\u001b[32m${line.repeat(9_000)}\u001b[1m${line.repeat(9_000)}`)]);
    expect(output.styleAt(17_999)).toMatchObject({ fg: 2, bold: true });
    expect(output.styleAt(8_999)).toMatchObject({ fg: 2, bold: false });
  });

  test("counts a growing last line once", () => {
    const output = storeOf([bytesOf("first\nsec")]);
    expect([output.count, output.ended, output.text(1)]).toEqual([2, 1, "sec"]);
    output.push(bytesOf("ond\n"));
    expect([output.count, output.ended, output.text(1)]).toEqual([2, 2, "second"]);
  });

  test("returns a line of megabytes in parts without gaps", () => {
    const text = "é漢a".repeat(500_000);
    const output = storeOf([bytesOf(`one\n\u001b[31m${text}\nend\n`)]);
    let read = "";
    let from = 0;
    for (;;) {
      const part = output.part(1, undefined, from);
      expect([part.runs[0]?.style.fg, part.before]).toEqual([1, from]);
      read += part.text;
      from += part.text.length;
      if (part.after === 0) break;
    }
    expect(read).toBe(text);
    expect(output.part(1).text.length).toBe(RENDERED);
  });

  test.each([
    ["carriage returns", `${"some progress \r".repeat(200_000)}done\n`, "done progress "],
    ["erases", `${"\u001b[2K\u001b[1G12% of it".repeat(200_000)}\u001b[2K\u001b[1Gdone\n`, "done"],
    ["backspaces", `${"12%\b\b\b".repeat(200_000)}all\n`, "all"],
  ])("shows the last frame of a progress bar of megabytes with %s", (_, text, expected) => {
    const output = storeOf([bytesOf(text)]);
    expect(output.part(0)).toMatchObject({ text: expected, before: 0, after: 0 });
    expect(output.text(0)).toBe(expected);
  });

  test("renders a long line as a whole while it grows", () => {
    const long = `{"k":"v\u001b[32m"},`.repeat(4_000);
    const bytes = bytesOf(`progress 10%\rSTART ${long} END\nnext\n`);
    const output = storeOf([]);
    for (let at = 0; at < bytes.length; at += 7_001) {
      output.push(bytes.subarray(at, at + 7_001));
      expect(output.text(0).startsWith("START {")).toBe(true);
    }
    expect(output.text(0)).toBe(`START ${long.replaceAll("\u001b[32m", "")} END`);
    expect(output.text(1)).toBe("next");
    expect(output.line(0).runs[1]).toMatchObject({ style: { fg: 2 } });
  });
});
