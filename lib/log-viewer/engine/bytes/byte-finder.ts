import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { marksIn } from "@/lib/log-viewer/engine/search/query";
import type { ByteSearch } from "./byte-search";
import { CLEAN, LineScan, RENDERED } from "./line-scanner";
import type { LineStore } from "./line-store";

/** Lines this close to each other are rendered in one run. */
const NEAR = 4;

/** In UTF-8. */
const NO_BREAK_SPACE = [0xc2, 0xa0] as const;

/** 1 for each ASCII byte that is part of a word. */
const WORD = Uint8Array.from({ length: 128 }, (_, byte) => (/\w/.test(String.fromCharCode(byte)) ? 1 : 0));

/** `starts`: offset of each line. `kinds`: present if the bytes may differ from the text. */
type Lines = { starts: Int32Array; lines: number; kinds?: Uint8Array };

/**
 * Finds a text in the raw bytes of an output. Renders only the lines whose bytes may contain the text and do not prove
 * a match, so that the matches are those in the rendered text.
 */
export class ByteFinder {
  readonly #search: ByteSearch;
  readonly #expression: RegExp;
  readonly #scan: LineScan;
  readonly #block = new PlainBlock();
  #counts = new Uint32Array(1 << 12);

  /** `expression`: the same query as `search`, for rendered text. */
  constructor(search: ByteSearch, expression: RegExp) {
    this.#search = search;
    this.#expression = expression;
    this.#scan = new LineScan(search.pairs, search.blank);
  }

  /**
   * Calls `found` with the line of each match, ascending, in [`from`, `to`). Either all these lines are redrawn or
   * none.
   */
  each(output: LineStore, from: number, to: number, found: (line: number) => void): void {
    const scan = this.#scan;
    const redrawn = output.redrawnAt(from) !== null;
    const raw = redrawn ? null : output.bytes.slice(output.start(from), output.start(to));
    if (raw) scan.read(raw);
    const lines = raw ? scan.lines : to - from;
    if (this.#counts.length < lines) this.#counts = new Uint32Array(lines * 2);
    this.#counts.fill(0, 0, lines);
    if (!raw) this.#rendered(output, from, 0, lines);
    else {
      // A line whose bytes differ from its text is only known to need rendering.
      this.#count(raw, raw.length, scan, 0, (line) => {
        scan.kinds[line] = RENDERED;
      });
    }
    for (let line = 0; line < lines; ) {
      const end = raw && scan.kinds[line] === RENDERED ? this.#runEnd(line) : line + 1;
      if (raw && scan.kinds[line] === RENDERED) this.#rendered(output, from, line, end);
      for (; line < end; line += 1) {
        for (let left = this.#counts[line] ?? 0; left > 0; left -= 1) found(from + line);
      }
    }
  }

  /**
   * Counts the matches of each line in `bytes`; the first line counts at index `base`. Calls `unsure`, once or more,
   * for a line that contains the text but whose bytes do not prove the matches.
   */
  #count(
    bytes: Uint8Array,
    length: number,
    { starts, lines, kinds }: Lines,
    base: number,
    unsure: (line: number) => void,
  ): void {
    const counts = this.#counts;
    const { wholeWord, length: size } = this.#search;
    let line = 0;
    this.#search.each(bytes, length, (at) => {
      while (line + 1 < lines && (starts[line + 1] ?? 0) <= at) line += 1;
      const before = at === 0 ? 0 : (bytes[at - 1] ?? 0);
      const after = at + size < length ? (bytes[at + size] ?? 0) : 0;
      // A following combining mark changes the letter, and words have letters of any script.
      if ((kinds && kinds[line] !== CLEAN) || after >= 0x80 || (wholeWord && before >= 0x80)) unsure(line);
      else if (wholeWord && (WORD[before] === 1 || WORD[after] === 1)) return false;
      else counts[base + line] = (counts[base + line] ?? 0) + 1;
      return true;
    });
  }

  #rendered(output: LineStore, base: number, from: number, to: number): void {
    const block = this.#block;
    const counts = this.#counts;
    counts.fill(0, from, to);
    block.fill(output, base + from, base + to);
    const unsure = new Set<number>(this.#search.blank ? block.linesWith(NO_BREAK_SPACE) : []);
    this.#count(block.bytes, block.length, block, from, (line) => unsure.add(line));
    for (const line of unsure) counts[from + line] = marksIn(block.line(line), this.#expression).length;
  }

  /** Returns the end of a run of lines that are rendered together. */
  #runEnd(from: number): number {
    const { kinds, lines } = this.#scan;
    let end = from + 1;
    for (let line = end; line < Math.min(lines, end + NEAR); line += 1) {
      if (kinds[line] === RENDERED) end = line + 1;
    }
    return end;
  }
}
