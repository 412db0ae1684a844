import { C1_LEAD, isBreak } from "@/lib/log-viewer/engine/bytes/escape-bytes";
import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { MAX_ROWS } from "@/lib/log-viewer/engine/terminal/screen";

/** Lines that were redrawn by moving the cursor up, from the first to the last (inclusive). */
export type Redrawn = { first: number; last: number };

const ESC = 0x1b;
const LETTER = { A: 0x41, B: 0x42, E: 0x45, F: 0x46, M: 0x4d };

/**
 * Tracks the offsets of the lines of an output and the lines that a program redraws. A line is a row of an endless
 * terminal: a line feed above the last row moves down and starts no line.
 */
export class LineStarts {
  readonly starts = new NumberList(1_024);
  /** Ascending and not adjacent. */
  readonly redrawn: Redrawn[] = [];
  #row = 0;
  /** True while the last of `redrawn` is still being redrawn. */
  #open = false;
  #changed = Number.POSITIVE_INFINITY;
  /** The state within a sequence that may be split: 0 none, 1 after ESC, 2 in CSI, 3 after C1_LEAD. */
  #state = 0;
  #parameter = -1;
  #private = false;

  constructor() {
    this.starts.push(0);
  }

  /** The number of lines that a line break has ended. */
  get ended(): number {
    return this.starts.length - 1;
  }

  /** Returns the first line changed since the last call other than by growing, or infinity. */
  takeChanged(): number {
    const changed = this.#changed;
    this.#changed = Number.POSITIVE_INFINITY;
    return changed;
  }

  /** The number of complete lines that are not being redrawn. */
  get settled(): number {
    return this.#open ? (this.redrawn.at(-1)?.first ?? 0) : this.ended;
  }

  redrawnAt(line: number): Redrawn | null {
    const after = this.#firstAfter(line);
    const before = this.redrawn[after - 1];
    return before && line <= before.last ? before : null;
  }

  /** Returns the first redrawn line from `line` on, or infinity. */
  nextRedrawn(line: number): number {
    if (this.redrawn.length === 0) return Number.POSITIVE_INFINITY;
    if (this.redrawnAt(line)) return line;
    return this.redrawn[this.#firstAfter(line)]?.first ?? Number.POSITIVE_INFINITY;
  }

  #firstAfter(line: number): number {
    let low = 0;
    let high = this.redrawn.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.redrawn[middle]?.first ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Reads the next bytes, which start at offset `base`. Every byte of an output passes through this loop, so it tests
   * four bytes per step.
   */
  read(bytes: Uint8Array, base: number): void {
    const { length } = bytes;
    let at = this.#finish(bytes, 0, base);
    const head = Math.min(length, -bytes.byteOffset & 3);
    const whole = (length - head) >> 2;
    const words =
      whole > 0 ? new Int32Array(bytes.buffer, bytes.byteOffset + head, whole) : new Int32Array(0);
    for (; at < head; at = this.#readAt(bytes, at, base));
    for (let index = (at - head) >> 2; index < words.length; index += 1) {
      const word = words[index] ?? 0;
      const c1 = word ^ 0xc2c2c2c2;
      // One bit for each byte below 0x20 or equal to 0xc2. May have false positives, never false negatives.
      let bits = (((word - 0x20202020) & ~word) | ((c1 - 0x01010101) & ~c1)) & 0x80808080;
      for (; bits !== 0; bits &= bits - 1) {
        const next = head + index * 4 + ((31 - Math.clz32(bits & -bits)) >> 3);
        if (next >= at) at = this.#readAt(bytes, next, base);
      }
    }
    for (at = Math.max(at, head + words.length * 4); at < length; at = this.#readAt(bytes, at, base));
    if (this.#open) this.#touch(this.redrawn.at(-1)?.first ?? 0);
  }

  /** Reads the byte at `at`, or the sequence that starts there. Returns the offset after it. */
  #readAt(bytes: Uint8Array, at: number, base: number): number {
    const byte = bytes[at] ?? 0;
    if (isBreak(byte)) {
      this.#feed(base + at + 1);
      return at + 1;
    }
    if (byte !== ESC && byte !== C1_LEAD) return at + 1;
    const end = byte === ESC ? sameRowEnd(bytes, at) : -1;
    if (end !== -1) return end;
    this.#take(byte, base + at);
    return this.#finish(bytes, at + 1, base);
  }

  /** Reads the rest of a sequence. Returns the offset after it, or the end of the bytes. */
  #finish(bytes: Uint8Array, from: number, base: number): number {
    let at = from;
    for (; this.#state !== 0 && at < bytes.length; at += 1) this.#take(bytes[at] ?? 0, base + at);
    return at;
  }

  #take(byte: number, at: number): void {
    if (isBreak(byte)) {
      this.#state = 0;
      this.#feed(at + 1);
    } else if (byte === ESC) this.#state = 1;
    else if (this.#state === 2) this.#inCsi(byte);
    else if (this.#state === 3) {
      this.#state = 0;
      if (byte === 0x9b) this.#beginCsi();
    } else if (this.#state === 1) {
      this.#state = 0;
      if (byte === 0x5b) this.#beginCsi();
      else if (byte === LETTER.M) this.#up(1);
    } else if (byte === C1_LEAD) this.#state = 3;
  }

  #beginCsi(): void {
    this.#state = 2;
    this.#parameter = 0;
    this.#private = false;
  }

  #inCsi(byte: number): void {
    if (byte >= 0x30 && byte <= 0x39) {
      // Only the first parameter counts.
      if (this.#parameter >= 0) this.#parameter = Math.min(this.#parameter * 10 + byte - 0x30, 1e6);
    } else if (byte === 0x3b || byte === 0x3a)
      this.#parameter = this.#parameter > 0 ? -this.#parameter : -1e6;
    else if (byte >= 0x20 && byte <= 0x3f) this.#private = true;
    else {
      this.#state = 0;
      if (this.#private) return;
      const given = Math.abs(this.#parameter);
      const rows = given === 0 || given === 1e6 ? 1 : given;
      if (byte === LETTER.A || byte === LETTER.F) this.#up(rows);
      else if (byte === LETTER.B || byte === LETTER.E) this.#down(rows);
    }
  }

  #feed(next: number): void {
    if (this.#row < this.ended) {
      this.#row += 1;
      return;
    }
    const rendered = this.redrawn.at(-1);
    if (this.#open && rendered) rendered.last = this.ended;
    if (this.#open) this.#touch(rendered?.first ?? 0);
    this.#open = false;
    this.starts.push(next);
    this.#row = this.ended;
  }

  #up(rows: number): void {
    const before = this.redrawn.at(-1);
    const touching = before && (this.#open || before.last === this.#row - 1) ? before : null;
    // A move up by more than the height of any screen goes to its top, whose row is unknown.
    if (rows > MAX_ROWS && !touching) return;
    const to = rows > MAX_ROWS ? (touching?.first ?? 0) : Math.max(0, this.#row - rows);
    if (to === this.#row) return;
    let first = to;
    for (let last = this.redrawn.at(-1); last && last.last >= first; last = this.redrawn.at(-1)) {
      first = Math.min(first, last.first);
      this.redrawn.pop();
    }
    this.redrawn.push({ first, last: this.ended });
    this.#open = true;
    this.#row = to;
    this.#touch(first);
  }

  #down(rows: number): void {
    if (this.#open) this.#row = Math.min(this.ended, this.#row + rows);
  }

  #touch(line: number): void {
    this.#changed = Math.min(this.#changed, line);
  }
}

/** Returns the end of a CSI sequence that stays in its row; -1 for any other or a split sequence. */
function sameRowEnd(bytes: Uint8Array, from: number): number {
  if (bytes[from + 1] !== 0x5b) return -1;
  let at = from + 2;
  let byte = bytes[at] ?? 0;
  while (byte >= 0x20 && byte <= 0x3f) {
    at += 1;
    byte = bytes[at] ?? 0;
  }
  return byte > LETTER.F ? at + 1 : -1;
}
