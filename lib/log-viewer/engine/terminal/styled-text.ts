import { PLAIN, type RenderedLine, type Run, type Style, sameStyle } from "./style";

/** Numbers the styles of a text, so that runs and cells store numbers instead of objects. */
export class StyleTable {
  readonly styles: Style[] = [PLAIN];
  readonly #numbers = new Map<Style, number>([[PLAIN, 0]]);

  numberOf(style: Style): number {
    const known = this.#numbers.get(style);
    if (known !== undefined) return known;
    this.#numbers.set(style, this.styles.length);
    this.styles.push(style);
    return this.styles.length - 1;
  }
}

/**
 * A line of any length and its runs, in typed arrays: a colored line of 10 MB has a million runs. Append the length
 * and style of each run with `addRun`, and their text with `addText`.
 */
export class StyledText {
  readonly #table: StyleTable;
  #pieces: string[] = [];
  #length = 0;
  /** The end of each run in UTF-16 units. */
  #ends = new Uint32Array(64);
  #styles = new Uint32Array(64);
  #runs = 0;
  #end = 0;

  constructor(table = new StyleTable()) {
    this.#table = table;
  }

  static of(line: RenderedLine | null): StyledText {
    const whole = new StyledText();
    for (const { text, style } of line?.runs ?? []) whole.addRun(text.length, style);
    if (line) whole.addText(line.text);
    return whole;
  }

  /** In UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  get text(): string {
    if (this.#pieces.length > 1) this.#pieces = [this.#pieces.join("")];
    return this.#pieces[0] ?? "";
  }

  addText(text: string): void {
    if (text === "") return;
    this.#pieces.push(text);
    this.#length += text.length;
  }

  addRun(length: number, style: Style): void {
    if (length === 0) return;
    this.#end += length;
    const last = this.#runs - 1;
    if (last < 0 || !sameStyle(this.#styleOf(last), style)) {
      if (this.#runs === this.#ends.length) this.#grow();
      this.#styles[this.#runs] = this.#table.numberOf(style);
      this.#runs += 1;
    }
    this.#ends[this.#runs - 1] = this.#end;
  }

  /** Returns the text in [`from`, `to`) and its runs. */
  slice(from: number, to: number): RenderedLine {
    const text = this.#textOf(from, to);
    const runs: Run[] = [];
    let at = from;
    for (let run = this.#runAt(from); run < this.#runs && at < to; run += 1) {
      const end = Math.min(to, this.#ends[run] ?? to);
      runs.push({ text: text.slice(at - from, end - from), style: this.#styleOf(run) });
      at = end;
    }
    return { text, runs };
  }

  #textOf(from: number, to: number): string {
    const found: string[] = [];
    let at = 0;
    for (const piece of this.#pieces) {
      if (at >= to) break;
      if (at + piece.length > from) found.push(piece.slice(Math.max(0, from - at), to - at));
      at += piece.length;
    }
    return found.join("");
  }

  #styleOf(run: number): Style {
    return this.#table.styles[this.#styles[run] ?? 0] ?? PLAIN;
  }

  /** Returns the run at a position. */
  #runAt(at: number): number {
    let low = 0;
    let high = this.#runs;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const [ends, styles] = [new Uint32Array(this.#ends.length * 2), new Uint32Array(this.#styles.length * 2)];
    ends.set(this.#ends);
    styles.set(this.#styles);
    this.#ends = ends;
    this.#styles = styles;
  }
}
