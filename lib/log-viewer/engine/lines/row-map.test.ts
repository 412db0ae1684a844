import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import type { Section } from "@/lib/log-viewer/engine/sections";
import { RowMap } from "./row-map";

const section = (line: number, name = `Part ${line}`): Section => ({
  line,
  name,
  detail: null,
  phase: "build",
});

const layouts = fc
  .record({
    starts: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
    more: fc.nat({ max: 20 }),
    folds: fc.array(fc.nat({ max: 6 }), { maxLength: 4 }),
  })
  .map(({ starts, more, folds }) => {
    const sections = [0, ...starts.sort((a, b) => a - b)].map((line) => section(line));
    const count = (sections.at(-1)?.line ?? 0) + 1 + more;
    return { sections, count, folded: new Set(folds.map((at) => sections[at]?.line ?? -1)) };
  });

test("shows every line once and in order, except those of folded sections", () => {
  fc.assert(
    fc.property(layouts, ({ sections, count, folded }) => {
      const map = new RowMap({ sections, count, folded, only: null });
      const rows = Array.from({ length: map.length }, (_, row) => map.at(row));
      const lines = rows.flatMap((row) => (row.kind === "line" ? [row.line] : []));
      const holder = (line: number) => sections.findLast((one) => one.line <= line)?.line ?? 0;
      const expected = Array.from({ length: count }, (_, line) => line).filter(
        (line) => !folded.has(holder(line)),
      );
      expect(lines).toEqual(expected);
      expect(rows.filter((row) => row.kind === "head")).toHaveLength(sections.length);
      for (const line of expected) expect(map.at(map.rowOf(line))).toEqual({ kind: "line", line });
    }),
  );
});

test("maps a folded line to the head of its section", () => {
  const map = new RowMap({ sections: [section(0), section(5)], count: 9, folded: new Set([5]), only: null });
  expect(map.at(map.rowOf(7))).toEqual({ kind: "head", section: 1 });
});

test("has no head for an output without headings", () => {
  const map = new RowMap({ sections: [section(0, "Start")], count: 3, folded: new Set(), only: null });
  expect([map.length, map.at(0)]).toEqual([3, { kind: "line", line: 0 }]);
});

test("shows only the filtered lines", () => {
  const only = new NumberList();
  for (const line of [3, 8, 80]) only.push(line);
  const map = new RowMap({ sections: [section(0)], count: 90, folded: new Set([0]), only });
  expect([map.length, map.at(1), map.rowOf(8), map.rowOf(50), map.rowOf(1)]).toEqual([
    3,
    { kind: "line", line: 8 },
    1,
    1,
    0,
  ]);
});

test("maps rows to heights and heights to rows", () => {
  const heights = { line: 20, head: 28 };
  fc.assert(
    fc.property(layouts, ({ sections, count, folded }) => {
      const map = new RowMap({ sections, count, folded, only: null });
      let top = 0;
      for (let row = 0; row < map.length; row += 1) {
        const height = map.at(row).kind === "head" ? heights.head : heights.line;
        expect(map.topOf(row, heights)).toBe(top);
        expect([map.rowAt(top, heights), map.rowAt(top + height - 1, heights)]).toEqual([row, row]);
        top += height;
      }
      expect(map.topOf(map.length, heights)).toBe(top);
    }),
  );
});
