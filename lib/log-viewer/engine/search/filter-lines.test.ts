import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { FilterLines } from "./filter-lines";

test("has each match and its context once, for any order of matches and lines", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ match: fc.nat({ max: 9 }), more: fc.nat({ max: 5 }) }), { maxLength: 20 }),
      fc.nat({ max: 3 }),
      fc.nat({ max: 8 }),
      (steps, context, rest) => {
        const filter = new FilterLines(context);
        const matches = new NumberList();
        let count = 0;
        for (const { match, more } of steps) {
          count = Math.max(count, matches.at(matches.length - 1) + match + 1);
          matches.push(Math.min(count - 1, matches.at(matches.length - 1) + match));
          filter.advance(matches, count);
          count += more;
        }
        count += rest;
        filter.advance(matches, count);
        const wanted = new Set<number>();
        for (const match of matches.slice(0)) {
          for (let line = match - context; line <= match + context; line += 1) {
            if (line >= 0 && line < count) wanted.add(line);
          }
        }
        expect([...filter.lines.slice(0)]).toEqual([...wanted].sort((a, b) => a - b));
      },
    ),
  );
});
