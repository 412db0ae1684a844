import fc from "fast-check";
import { expect, test } from "vitest";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { bytesOf } from "@/test/harness/terminal-output";
import { renderLine } from "./render-line";
import { applySgr } from "./sgr";
import { PLAIN } from "./style";
import { StyledText } from "./styled-text";

const styles = ["0", "1", "31", "38;2;1;2;3"].map((parameters) => applySgr(PLAIN, parameters));

test("slices text and runs alike", () => {
  const runs = fc.array(fc.record({ text: fc.string({ minLength: 1 }), style: fc.constantFrom(...styles) }));
  fc.assert(
    fc.property(runs, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (parts, one, other) => {
      const line = StyledText.of({ text: parts.map(({ text }) => text).join(""), runs: parts });
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const units = parts.flatMap(({ text, style }) => text.split("").map((unit) => ({ unit, style })));
      const slice = line.slice(from, to);
      expect(slice.text).toBe(line.text.slice(from, to));
      expect(
        slice.runs.flatMap(({ text, style }) => text.split("").map((unit) => ({ unit, style }))),
      ).toEqual(units.slice(from, to));
    }),
  );
});

test("has one object for equal styles", () => {
  const steps = Array.from({ length: 1_000 }, (_, step) => `3${step % 8}`);
  const reached = new Set<unknown>();
  steps.reduce((style, parameters) => {
    const next = applySgr(style, parameters);
    reached.add(next);
    return next;
  }, PLAIN);
  expect(reached.size).toBe(8);
});

test("renders a growing colored line as the whole line, for any chunks", () => {
  const pieces = fc.constantFrom(
    "word ",
    "█",
    "\u001b[31m",
    "\u001b[0m",
    "\u001b]8;;https://a\u001b\\",
    "\u0007",
    "e\u0301",
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { minLength: 20, maxLength: 60 }),
      fc.nat(),
      fc.nat(),
      (parts, one, other) => {
        const text = parts.join("").repeat(1 + Math.ceil(20_000 / bytesOf(parts.join("")).length));
        const bytes = bytesOf(text);
        const cuts = [one % bytes.length, other % bytes.length].sort((a, b) => a - b);
        const output = new LineStore();
        for (const [index, from] of [0, ...cuts].entries()) {
          output.push(bytes.subarray(from, cuts[index] ?? bytes.length));
          output.part(0);
        }
        const expected = renderLine(text, PLAIN);
        expect(output.text(0)).toBe(expected.text);
        expect(output.line(0).runs).toEqual(expected.runs);
      },
    ),
    { numRuns: 60 },
  );
});
