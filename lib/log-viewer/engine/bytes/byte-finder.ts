import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { marksIn } from "@/lib/log-viewer/engine/search/query";
import type { ByteSearch } from "./byte-search";
import { CLEAN, DRAWN, LineScan } from "./line-scanner";
import type { LineStore } from "./line-store";

/** Lines that are so near to each other are drawn in one go. */
const NEAR = 4;

/**
 * Finds a text by the bytes of an output as they came. Only lines in which the text could stand, and whose text
 * their bytes do not tell, are drawn: the answer is that of looking in the drawn text of all lines.
 */
export class ByteFinder {
  readonly #search: ByteSearch;
  readonly #expression: RegExp;
  readonly #scan: LineScan;
  readonly #block = new PlainBlock();
  #counts = new Uint32Array(1 << 12);

  /** `expression`: what `search` looks for, to look for it in drawn text. */
  constructor(search: ByteSearch, expression: RegExp) {
    this.#search = search;
    this.#expression = expression;
    this.#scan = new LineScan(search.pairs, search.blank);
  }

  /** Tells the line of each match, ascending, in the lines from `from` up to `to`: all were drawn over, or none. */
  each(output: LineStore, from: number, to: number, found: (line: number) => void): void {
    if (output.redrawnAt(from)) {
      if (this.#counts.length < to - from) this.#counts = new Uint32Array((to - from) * 2);
      this.#drawn(output, from, 0, to - from);
      for (let line = 0; line < to - from; line += 1) this.#tell(from + line, line, found);
      return;
    }
    const raw = output.bytes.slice(output.start(from), output.start(to));
    const scan = this.#scan;
    scan.read(raw);
    if (this.#counts.length < scan.lines) this.#counts = new Uint32Array(scan.lines * 2);
    this.#counts.fill(0, 0, scan.lines);
    this.#direct(raw);
    const { kinds } = scan;
    for (let line = 0; line < scan.lines; ) {
      if (kinds[line] === DRAWN) {
        const end = this.#runEnd(line);
        this.#drawn(output, from, line, end);
        for (; line < end; line += 1) this.#tell(from + line, line, found);
      } else {
        this.#tell(from + line, line, found);
        line += 1;
      }
    }
  }

  /** Counts in lines whose bytes are their text; of others it knows only that they must be drawn. */
  #direct(raw: Uint8Array): void {
    const { starts, kinds, lines } = this.#scan;
    const counts = this.#counts;
    const { wholeWord, length } = this.#search;
    let line = 0;
    const mark = (at: number) => {
      while (line + 1 < lines && (starts[line + 1] ?? 0) <= at) line += 1;
      // A combining mark that follows makes another letter of it.
      if (kinds[line] === CLEAN && !wholeWord && (raw[at + length] ?? 0) < 0x80)
        counts[line] = (counts[line] ?? 0) + 1;
      else kinds[line] = DRAWN;
    };
    // What parts words is not always seen: where they end is told by the drawn text.
    this.#search.each(raw, raw.length, mark);
  }

  #drawn(output: LineStore, base: number, from: number, to: number): void {
    const block = this.#block;
    const counts = this.#counts;
    counts.fill(0, from, to);
    block.fill(output, base + from, base + to);
    for (const [line, text] of block.texts().entries()) {
      counts[from + line] = marksIn(text, this.#expression).length;
    }
  }

  /** Where a run of lines ends that are drawn together. */
  #runEnd(from: number): number {
    const { kinds, lines } = this.#scan;
    let end = from + 1;
    for (let line = end; line < Math.min(lines, end + NEAR); line += 1) {
      if (kinds[line] === DRAWN) end = line + 1;
    }
    return end;
  }

  #tell(number: number, line: number, found: (line: number) => void): void {
    for (let left = this.#counts[line] ?? 0; left > 0; left -= 1) found(number);
  }
}
