import { ByteSearch } from "./byte-search";
import type { LineStore } from "./line-store";
import { NumberList } from "./number-list";
import { PlainBlock } from "./plain-block";
import { expressionOf, marksIn, type Query } from "./query";

/** Read in one go, in bytes: a few milliseconds of work. */
const SLICE = 1 << 20;

/** Finds a text in an output that still grows: how often and in which lines. */
export class Finder {
  /** The line of each match, ascending. */
  readonly lines = new NumberList();
  readonly #bytes: ByteSearch | null;
  readonly #expression: RegExp | null;
  readonly #block: PlainBlock;
  #next = 0;

  constructor(query: Query, block = new PlainBlock()) {
    this.#bytes = ByteSearch.of(query);
    this.#expression = expressionOf(query);
    this.#block = block;
  }

  /** Reads on through complete lines, some 1 MiB of them; true when all that there are were read. */
  advance(output: LineStore, over: boolean): boolean {
    const end = over ? output.count : output.ended;
    if (this.#next >= end) return true;
    const to = sliceEnd(output, this.#next, end);
    this.#block.fill(output, this.#next, to);
    if (this.#bytes) this.#inBytes(this.#bytes);
    else if (this.#expression) this.#inText(this.#expression);
    this.#next = to;
    return to >= end;
  }

  /** The next lines as text, for who looks in them elsewhere; null when all that there are were read. */
  texts(output: LineStore, over: boolean): string[] | null {
    const end = over ? output.count : output.ended;
    if (this.#next >= end) return null;
    this.#block.fill(output, this.#next, sliceEnd(output, this.#next, end));
    return this.#block.text().split("\n").slice(0, this.#block.lines);
  }

  /** The next `count` lines have been looked in: matches stand in these of them. */
  took(count: number, lines: Iterable<number>): void {
    for (const line of lines) this.lines.push(this.#next + line);
    this.#next += count;
  }

  #inBytes(search: ByteSearch): void {
    const { bytes, length, starts } = this.#block;
    let line = 0;
    search.each(bytes, length, (at) => {
      while (line + 1 < this.#block.lines && (starts[line + 1] ?? 0) <= at) line += 1;
      this.lines.push(this.#next + line);
    });
  }

  #inText(expression: RegExp): void {
    const texts = this.#block.text().split("\n");
    for (let line = 0; line < this.#block.lines; line += 1) {
      for (const _ of marksIn(texts[line] ?? "", expression)) this.lines.push(this.#next + line);
    }
  }
}

/** Up to which line some 1 MiB reaches from a line on; at least one. */
export function sliceEnd(output: LineStore, from: number, end: number): number {
  return Math.min(end, Math.max(from + 1, output.lineAt(output.start(from) + SLICE)));
}
