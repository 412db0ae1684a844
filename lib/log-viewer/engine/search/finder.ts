import { ByteFinder } from "@/lib/log-viewer/engine/bytes/byte-finder";
import { ByteSearch } from "@/lib/log-viewer/engine/bytes/byte-search";
import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { expressionOf, marksIn, normalForm, type Query } from "./query";

/** Bytes per slice: a few milliseconds of work. The size of a block of the byte store. */
const SLICE = 1 << 20;

/** Searches an output that may still be growing. */
export class Finder {
  /** The line of each match, ascending. */
  readonly lines = new NumberList();
  readonly #bytes: ByteFinder | null;
  readonly #expression: RegExp | null;
  /** True for plain text without line breaks; false for a pattern. */
  readonly #plain: boolean;
  readonly #block = new PlainBlock();
  #next = 0;

  constructor(query: Query) {
    const search = ByteSearch.of(query);
    this.#expression = expressionOf(query);
    this.#plain = !query.regexp && !/[\n-\f]/.test(query.text);
    this.#bytes = search && this.#expression && new ByteFinder(search, this.#expression);
  }

  /** Searches the next slice of complete lines, about 1 MiB. Returns true if all available lines were searched. */
  advance(output: LineStore, over: boolean): boolean {
    const end = over ? output.count : output.settled;
    if (this.#next >= end) return true;
    const to = sliceEnd(output, this.#next, end);
    if (this.#bytes) this.#bytes.each(output, this.#next, to, (line) => this.lines.push(line));
    else if (this.#expression) this.#inText(output, to, this.#expression);
    this.#next = to;
    return to >= end;
  }

  /** Returns the next lines as text for a search elsewhere; null if all available lines were searched. */
  texts(output: LineStore, over: boolean): string[] | null {
    const end = over ? output.count : output.settled;
    if (this.#next >= end) return null;
    this.#block.fill(output, this.#next, sliceEnd(output, this.#next, end));
    return this.#block.texts();
  }

  /** Adds the results for the next `count` lines: the lines with matches, relative to the first. */
  addResults(count: number, lines: Iterable<number>): void {
    for (const line of lines) this.lines.push(this.#next + line);
    this.#next += count;
  }

  /** Resets the search to `line`, which has changed. Returns true if it had been searched. */
  rewind(line: number): boolean {
    if (line >= this.#next) return false;
    this.#next = line;
    this.lines.cut(this.lines.upTo(line - 1));
    return true;
  }

  #inText(output: LineStore, to: number, expression: RegExp): void {
    this.#block.fill(output, this.#next, to);
    const text = this.#block.text();
    if (!this.#plain || normalForm(text) !== null) {
      for (const [line, each] of this.#block.texts().entries()) {
        for (const _ of marksIn(each, expression)) this.lines.push(this.#next + line);
      }
      return;
    }
    // A plain-text query contains no line break, so no match spans lines and all lines are searched at once.
    let line = this.#next;
    let end = text.indexOf("\n");
    for (const { from } of marksIn(text, expression)) {
      for (; end !== -1 && end < from; end = text.indexOf("\n", end + 1)) line += 1;
      this.lines.push(line);
    }
  }
}

/**
 * Returns the end of a slice of lines of at most 1 MiB, at least one line. Slices end at block boundaries, so that
 * bytes need no copy; a line across two blocks is its own slice. Either all lines of a slice are redrawn or none.
 */
export function sliceEnd(output: LineStore, from: number, end: number): number {
  const redrawn = output.redrawnAt(from);
  if (redrawn) return Math.min(end, redrawn.last + 1);
  const block = Math.floor(output.start(from) / SLICE) + 1;
  return Math.min(end, output.nextRedrawn(from), Math.max(from + 1, output.lineAt(block * SLICE - 1)));
}
