import { PLAIN } from "./style";
import { StyledText, type StyleTable } from "./styled-text";

const BLANK = 0x20;
/** The right half of a wide character. */
const STUB = 0;
/** A cell from this value on has a character with combining marks: an index into `#clusters`. */
const CLUSTER = 0x110000;

/** UTF-16 units decoded at once: a piece of Latin text takes half the memory of one with other letters. */
const PIECE = 1 << 16;

const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

/** A row of a terminal without a right edge: characters overwrite the content of their cells. */
export class Row {
  #codes = new Uint32Array(64);
  #styles = new Uint32Array(64);
  #length = 0;
  readonly #clusters: string[] = [];

  /** Writes a character of one or two cells. */
  put(at: number, code: number, style: number, wide: boolean): void {
    const end = at + (wide ? 2 : 1);
    if (end > this.#codes.length) this.#grow(end);
    const codes = this.#codes;
    if (at > this.#length) this.#fill(this.#length, at);
    if (codes[at] === STUB && at > 0 && at < this.#length) codes[at - 1] = BLANK;
    if (end < this.#length && codes[end] === STUB) codes[end] = BLANK;
    codes[at] = code;
    this.#styles[at] = style;
    if (wide) {
      codes[at + 1] = STUB;
      this.#styles[at + 1] = style;
    }
    if (end > this.#length) this.#length = end;
  }

  /** Adds a combining mark to the character before a column. */
  join(column: number, mark: string): void {
    const at = this.#codes[column - 1] === STUB ? column - 2 : column - 1;
    if (at < 0 || column > this.#length) return;
    const code = this.#codes[at] ?? BLANK;
    const before = code < CLUSTER ? String.fromCodePoint(code) : this.#clusters[code - CLUSTER];
    this.#clusters.push(`${before}${mark}`);
    this.#codes[at] = CLUSTER + this.#clusters.length - 1;
  }

  eraseFrom(at: number): void {
    this.#split(at);
    this.#length = Math.min(this.#length, at);
  }

  /** Blanks the cells in [`from`, `to`). */
  blank(from: number, to: number): void {
    const end = Math.min(to, this.#length);
    if (from >= end) return;
    this.#split(from);
    this.#split(end);
    this.#fill(from, end);
  }

  /** Deletes cells; the cells to the right move left. */
  remove(at: number, count: number): void {
    if (at >= this.#length) return;
    this.#split(at);
    this.#split(at + count);
    this.#codes.copyWithin(at, at + count, this.#length);
    this.#styles.copyWithin(at, at + count, this.#length);
    this.#length = Math.max(at, this.#length - count);
  }

  /** Inserts blank cells; the cells at and after `at` move right. */
  insert(at: number, count: number): void {
    if (at >= this.#length) return;
    this.#split(at);
    this.#grow(this.#length + count);
    this.#codes.copyWithin(at + count, at, this.#length);
    this.#styles.copyWithin(at + count, at, this.#length);
    this.#length += count;
    this.#fill(at, at + count);
  }

  /** Returns the row's text and runs. `table`: the styles by their number in the cells. */
  read(table: StyleTable): StyledText {
    const line = new StyledText(table);
    let units = new Uint16Array(this.#length + this.#clusters.length * 2 + 16);
    let length = 0;
    let from = 0;
    let last = -1;
    const closeRun = () => {
      if (last !== -1) line.addRun(length - from, table.styles[last] ?? PLAIN);
      from = length;
    };
    for (let at = 0; at < this.#length; at += 1) {
      const code = this.#codes[at] ?? BLANK;
      if (code === STUB) continue;
      const number = this.#styles[at] ?? 0;
      if (number !== last) {
        closeRun();
        last = number;
      }
      const cluster = code < CLUSTER ? null : (this.#clusters[code - CLUSTER] ?? "");
      const needed = length + (cluster?.length ?? 2);
      if (needed > units.length) {
        const grown = new Uint16Array(needed * 2);
        grown.set(units.subarray(0, length));
        units = grown;
      }
      if (cluster !== null) {
        for (let unit = 0; unit < cluster.length; unit += 1) units[length++] = cluster.charCodeAt(unit);
      } else if (code > 0xffff) {
        units[length++] = 0xd800 + ((code - 0x10000) >> 10);
        units[length++] = 0xdc00 + (code & 0x3ff);
      } else units[length++] = code;
    }
    closeRun();
    for (let at = 0; at < length; at = at + PIECE) {
      line.addText(decoder.decode(units.subarray(at, Math.min(length, at + PIECE)), { stream: true }));
    }
    line.addText(decoder.decode());
    return line;
  }

  /** Blanks both halves of a wide character that spans a column. */
  #split(at: number): void {
    if (at <= 0 || at >= this.#length || this.#codes[at] !== STUB) return;
    this.#fill(at - 1, at + 1);
  }

  #fill(from: number, to: number): void {
    if (to > this.#codes.length) this.#grow(to);
    this.#codes.fill(BLANK, from, to);
    this.#styles.fill(0, from, to);
  }

  #grow(room: number): void {
    if (room <= this.#codes.length) return;
    const size = Math.max(room, this.#codes.length * 2);
    const [codes, styles] = [new Uint32Array(size), new Uint32Array(size)];
    codes.set(this.#codes.subarray(0, this.#length));
    styles.set(this.#styles.subarray(0, this.#length));
    this.#codes = codes;
    this.#styles = styles;
  }
}
