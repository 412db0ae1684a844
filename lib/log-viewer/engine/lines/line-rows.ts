import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { type Mark, marksIn } from "@/lib/log-viewer/engine/search/query";
import type { Run, Style } from "@/lib/log-viewer/engine/terminal/style";
import type { Arrivals } from "./arrivals";

/** A line as the page draws it. */
export type DrawnLine = {
  /** From 0. */
  line: number;
  runs: Run[];
  /** Where the searched text stands in it. */
  marks: Mark[];
  /** When it arrived, ms since the epoch; null when nobody saw it come. */
  at: number | null;
  /** UTF-16 units of a very long line that are left out before and after what is drawn. */
  before: number;
  after: number;
};

type Source = {
  output: LineStore;
  arrivals: Arrivals;
  /** Null when nothing is searched. */
  expression: RegExp | null;
  /** From which UTF-16 unit of it a very long line is drawn. */
  parts: ReadonlyMap<number, number>;
};

/** Draws lines, ascending. The style is carried from one to the next where they follow each other. */
export function drawLines(lines: readonly number[], source: Source): DrawnLine[] {
  const { output, arrivals, expression, parts } = source;
  let style: Style | undefined;
  return lines.map((line, index) => {
    const own = style ?? output.styleAt(line);
    const { runs, text, before, after } = output.part(line, own, parts.get(line));
    style = lines[index + 1] === line + 1 ? output.styleAfter(line, own) : undefined;
    const whole = before + after > 0 && expression ? output.text(line) : text;
    const marks = expression ? marksWithin(marksIn(whole, expression), before, before + text.length) : [];
    return { line, runs, marks, at: arrivals.at(line), before, after };
  });
}

/** Those of a line's marks that stand in a part of it, counted from where the part begins. */
export function marksWithin(marks: readonly Mark[], from: number, to: number): Mark[] {
  return marks
    .filter((mark) => mark.to > from && mark.from < to)
    .map((mark) => ({ from: Math.max(0, mark.from - from), to: Math.min(to, mark.to) - from }));
}
