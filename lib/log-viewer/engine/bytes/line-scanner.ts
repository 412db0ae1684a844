import { C1_LEAD, escapeEnd, isBreak } from "./escape-bytes";

/** Kinds of lines. CLEAN: the bytes are the text. MIXED: some bytes are invisible. RENDERED: the line must be rendered. */
export const CLEAN = 0;
export const MIXED = 1;
export const RENDERED = 2;

const FEED = 0x0a;
const RETURN = 0x0d;
const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
/** The byte after C1_LEAD. */
const NO_BREAK_SPACE = 0xa0;

/** Bytes that need a closer look: line breaks, invisible controls, and the first byte of C1 controls. */
const INSPECTED = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 0x20 && byte !== 0x09) || byte === 0x7f || byte === C1_LEAD ? 1 : 0,
);

/**
 * Scans the bytes of many lines without copying them, four at a time. Finds the starts of the lines, and those in
 * which invisible bytes separate two bytes that are adjacent in the searched text.
 */
export class LineScan {
  lines = 0;
  /** The offset of each line, and of the end: one more entry than `lines`. */
  starts = new Int32Array(1 << 12);
  kinds = new Uint8Array(1 << 12);
  readonly #pairs: Uint8Array;
  readonly #blank: boolean;
  #gapEnd = -1;
  #before = FEED;

  /** `pairs`: see `ByteSearch.pairs`. `blank`: true if the text has a blank, which also matches a no-break space. */
  constructor(pairs: Uint8Array, blank: boolean) {
    this.#pairs = pairs;
    this.#blank = blank;
  }

  /** Scans whole lines; the last one may lack its line feed. */
  read(raw: Uint8Array): void {
    this.lines = 0;
    this.starts[0] = 0;
    this.kinds[0] = CLEAN;
    this.#gapEnd = -1;
    const head = Math.min(raw.length, -raw.byteOffset & 3);
    const whole = (raw.length - head) >> 2;
    const words = whole > 0 ? new Int32Array(raw.buffer, raw.byteOffset + head, whole) : new Int32Array(0);
    for (let at = 0; at < head; at += 1) this.#inspect(raw, at);
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index] ?? 0;
      // One bit for each byte below 0x20, or 0x7f and above. May have false positives, never false negatives.
      let bits = (((word - 0x20202020) & ~word) | (word + 0x01010101) | word) & 0x80808080;
      for (; bits !== 0; bits &= bits - 1) {
        this.#inspect(raw, head + index * 4 + ((31 - Math.clz32(bits & -bits)) >> 3));
      }
    }
    for (let at = head + words.length * 4; at < raw.length; at += 1) this.#inspect(raw, at);
    if (raw.length > 0 && !isBreak(raw[raw.length - 1] ?? 0)) this.#feed(raw.length);
  }

  #inspect(raw: Uint8Array, at: number): void {
    const byte = raw[at] ?? 0;
    if (INSPECTED[byte] === 0) return;
    if (isBreak(byte)) this.#feed(at + 1);
    else if (at >= this.#gapEnd) this.#control(raw, at, byte);
  }

  #control(raw: Uint8Array, at: number, byte: number): void {
    if (byte === ESC) this.#gap(raw, at, escapeEnd(raw, at));
    else if (byte === RETURN) this.#gap(raw, at, returnEnd(raw, at));
    else if (byte === 0x08 || byte === SHIFT_OUT) this.#gap(raw, at, -1);
    else if (byte !== C1_LEAD) this.#gap(raw, at, at + 1);
    else if (((raw[at + 1] ?? 0) & 0xe0) === 0x80) this.#gap(raw, at, escapeEnd(raw, at));
    else if (raw[at + 1] === NO_BREAK_SPACE && this.#blank) this.kinds[this.lines] = RENDERED;
  }

  /** Handles invisible bytes up to `end`; -1 if they change the text. */
  #gap(raw: Uint8Array, at: number, end: number): void {
    const kind = this.kinds[this.lines] ?? CLEAN;
    if (at !== this.#gapEnd) this.#before = raw[at - 1] ?? FEED;
    this.#gapEnd = end;
    const parts = end === -1 || this.#pairs[this.#before * 256 + (raw[end] ?? FEED)] === 1;
    this.kinds[this.lines] = parts ? RENDERED : Math.max(kind, MIXED);
  }

  #feed(next: number): void {
    this.lines += 1;
    if (this.lines === this.starts.length) {
      const [starts, kinds] = [new Int32Array(this.lines * 2), new Uint8Array(this.lines * 2)];
      starts.set(this.starts);
      kinds.set(this.kinds);
      this.starts = starts;
      this.kinds = kinds;
    }
    this.starts[this.lines] = next;
    this.kinds[this.lines] = CLEAN;
  }
}

/** Carriage returns before a line feed are invisible; others move to the start of the line. */
function returnEnd(raw: Uint8Array, from: number): number {
  let at = from;
  while (raw[at] === RETURN) at += 1;
  return isBreak(raw[at] ?? 0) ? at : -1;
}
