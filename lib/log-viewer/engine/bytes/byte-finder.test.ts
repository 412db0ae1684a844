import fc from "fast-check";
import { expect, test } from "vitest";
import { expressionOf, marksIn } from "@/lib/log-viewer/engine/search/query";
import { bytesOf } from "@/test/harness/terminal-output";
import { ByteFinder } from "./byte-finder";
import { ByteSearch } from "./byte-search";
import { LineStore } from "./line-store";

/** Few letters and many invisible sequences, which often split a text. */
const pieces = fc.oneof(
  {
    arbitrary: fc.constantFrom("a", "b", "A", "B", "é", "\u0301", "‘", "\u00a0", "\u00a9", " ", "\n"),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom("\u001b[31m", "\u001b[m", "\u0007", "\u007f", "\u0085", "\u001b]0;ab\u0007"),
    weight: 2,
  },
  {
    arbitrary: fc.constantFrom(
      "\r",
      "\b",
      "\t",
      "\r\n",
      "\f",
      "\u001b[A",
      "\u009b1A",
      "\u009b32m",
      "\u001b(0",
      "\u000e",
      "\r\u001b[K",
      "\u001b[1G",
      "\u001b",
    ),
    weight: 1,
  },
);

test("finds in bytes the matches of the rendered text, for any memory alignment", () => {
  const needles = fc.string({ unit: fc.constantFrom("a", "b", "B", " "), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 80 }),
      needles,
      fc.record({ matchCase: fc.boolean(), wholeWord: fc.boolean(), skipped: fc.nat({ max: 3 }) }),
      (parts, text, { matchCase, wholeWord, skipped }) => {
        const query = { text, matchCase, wholeWord, regexp: false };
        const search = ByteSearch.of(query);
        const expression = expressionOf(query);
        fc.pre(search !== null && expression !== null);
        const output = new LineStore();
        output.push(bytesOf(`${"\n".repeat(skipped)}${parts.join("")}`));
        const rendered = Array.from({ length: output.count - skipped }, (_, index) => {
          const line = skipped + index;
          return marksIn(output.part(line).text, expression).map(() => line);
        });
        const found: number[] = [];
        new ByteFinder(search, expression).each(output, skipped, output.count, (line) => found.push(line));
        expect(found).toEqual(rendered.flat());
      },
    ),
    { numRuns: 3_000 },
  );
});

test("a finder can read several slices", () => {
  const output = new LineStore();
  output.push(bytesOf("a\u001b[1mb\nab\n\n x ab ab\nAB\r\n"));
  const query = { text: "ab", matchCase: false, wholeWord: false, regexp: false };
  const search = ByteSearch.of(query);
  const expression = expressionOf(query);
  const found: number[] = [];
  const finder = search && expression && new ByteFinder(search, expression);
  for (let line = 0; line < output.count; line += 1)
    finder?.each(output, line, line + 1, (at) => found.push(at));
  expect(found).toEqual([0, 1, 3, 3, 4]);
});
