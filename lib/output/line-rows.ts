import type { Arrivals } from "./arrivals";
import type { LineStore } from "./line-store";
import { type Mark, marksIn } from "./query";
import type { Run } from "./render-line";

/** A line as the page draws it. */
export type DrawnLine = {
  /** From 0. */
  line: number;
  runs: Run[];
  /** Where the searched text stands in it. */
  marks: Mark[];
  /** When it arrived, ms since the epoch; null when nobody saw it come. */
  at: number | null;
  /** Bytes of a very long line that are left out before and after what is drawn. */
  before: number;
  after: number;
};

type Source = {
  output: LineStore;
  arrivals: Arrivals;
  /** Null when nothing is searched. */
  expression: RegExp | null;
  /** From which byte of it a very long line is drawn. */
  parts: ReadonlyMap<number, number>;
};

/** Draws lines, ascending. The style is carried from one to the next where they follow each other. */
export function drawLines(lines: readonly number[], source: Source): DrawnLine[] {
  const { output, arrivals, expression, parts } = source;
  let next = -1;
  let style = output.styleAt(lines[0] ?? 0);
  return lines.map((line) => {
    if (next !== -1 && line !== next) style = output.styleAt(line);
    const { runs, text, before, after } = output.part(line, style, parts.get(line));
    style = output.styleAfter(line, style);
    next = line + 1;
    const marks = expression ? marksIn(text, expression) : [];
    return { line, runs, marks, at: arrivals.at(line), before, after };
  });
}
