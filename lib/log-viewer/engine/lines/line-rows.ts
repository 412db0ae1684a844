import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { type Mark, marksIn } from "@/lib/log-viewer/engine/search/query";
import type { Run, Style } from "@/lib/log-viewer/engine/terminal/style";

/** A rendered line. */
export type ShownLine = {
  /** From 0. */
  line: number;
  runs: Run[];
  /** The matches of the query in the line. */
  marks: Mark[];
  /** The arrival time in ms since 1970; null if unknown. */
  at: number | null;
  /** UTF-16 units of a long line before and after the rendered part. */
  before: number;
  after: number;
};

type Source = {
  output: LineStore;
  arrivals: Arrivals;
  /** Null without a query. */
  expression: RegExp | null;
  /** By line: the UTF-16 unit at which the rendered part of a long line starts. */
  parts: ReadonlyMap<number, number>;
};

/** Renders lines, ascending. Consecutive lines pass on their style. */
export function renderLines(lines: readonly number[], source: Source): ShownLine[] {
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

/** Returns the marks within [`from`, `to`) of a line, relative to `from`. */
export function marksWithin(marks: readonly Mark[], from: number, to: number): Mark[] {
  return marks
    .filter((mark) => mark.to > from && mark.from < to)
    .map((mark) => ({ from: Math.max(0, mark.from - from), to: Math.min(to, mark.to) - from }));
}

/** Arrival times of lines in ms since 1970, stored once for lines that arrived together. */
export class Arrivals {
  readonly #lines = new NumberList();
  readonly #times = new NumberList();

  /** Sets the time of the lines from `line` on; NaN if it is unknown. */
  add(line: number, time: number): void {
    if (this.#times.length > 0 && Object.is(this.#times.at(this.#times.length - 1), time)) return;
    this.#lines.push(line);
    this.#times.push(time);
  }

  at(line: number): number | null {
    const index = this.#lines.upTo(line) - 1;
    const time = index < 0 ? Number.NaN : this.#times.at(index);
    return Number.isNaN(time) ? null : time;
  }
}
