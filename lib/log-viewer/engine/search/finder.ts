import { ByteFinder } from "@/lib/log-viewer/engine/bytes/byte-finder";
import { ByteSearch } from "@/lib/log-viewer/engine/bytes/byte-search";
import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { normalForm } from "./normal-form";
import { expressionOf, marksIn, type Query } from "./query";

/** Read in one go, in bytes: a few milliseconds of work. As large as a block of the bytes that are kept. */
const SLICE = 1 << 20;

/** Finds a text in an output that still grows: how often and in which lines. */
export class Finder {
  /** The line of each match, ascending. */
  readonly lines = new NumberList();
  readonly #bytes: ByteFinder | null;
  readonly #expression: RegExp | null;
  /** True for a text, which has no line feed; false for a pattern. */
  readonly #plain: boolean;
  readonly #block = new PlainBlock();
  #next = 0;

  constructor(query: Query) {
    const search = ByteSearch.of(query);
    this.#expression = expressionOf(query);
    this.#plain = !query.regexp && !/[\n-\f]/.test(query.text);
    this.#bytes = search && this.#expression && new ByteFinder(search, this.#expression);
  }

  /** Reads on through complete lines, some 1 MiB of them; true when all that there are were read. */
  advance(output: LineStore, over: boolean): boolean {
    const end = over ? output.count : output.settled;
    if (this.#next >= end) return true;
    const to = sliceEnd(output, this.#next, end);
    if (this.#bytes) this.#bytes.each(output, this.#next, to, (line) => this.lines.push(line));
    else if (this.#expression) this.#inText(output, to, this.#expression);
    this.#next = to;
    return to >= end;
  }

  /** The next lines as text, for who looks in them elsewhere; null when all that there are were read. */
  texts(output: LineStore, over: boolean): string[] | null {
    const end = over ? output.count : output.settled;
    if (this.#next >= end) return null;
    this.#block.fill(output, this.#next, sliceEnd(output, this.#next, end));
    return this.#block.texts();
  }

  /** The next `count` lines have been looked in: matches stand in these of them. */
  took(count: number, lines: Iterable<number>): void {
    for (const line of lines) this.lines.push(this.#next + line);
    this.#next += count;
  }

  /** Lines from `line` on have changed: returns true when they had been looked in, and will be once more. */
  back(line: number): boolean {
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
    // A plain text stands in one line: it is looked for in all of them at once.
    let line = this.#next;
    let end = text.indexOf("\n");
    for (const { from } of marksIn(text, expression)) {
      for (; end !== -1 && end < from; end = text.indexOf("\n", end + 1)) line += 1;
      this.lines.push(line);
    }
  }
}

/**
 * Up to which line a slice of at most 1 MiB reaches from a line on; at least one. It ends where a block of the
 * bytes does, so that they need not be copied, and a line that lies in two blocks is a slice of its own. Either all
 * of its lines were drawn over or none.
 */
export function sliceEnd(output: LineStore, from: number, end: number): number {
  const redrawn = output.redrawnAt(from);
  if (redrawn) return Math.min(end, redrawn.last + 1);
  const block = Math.floor(output.start(from) / SLICE) + 1;
  return Math.min(end, output.nextRedrawn(from), Math.max(from + 1, output.lineAt(block * SLICE - 1)));
}
