import type { LineStore } from "./line-store";
import { PLAIN } from "./style";

const ESC = 0x1b;
const FEED = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const BELL = 0x07;
/** Final bytes of the sequences that move or erase: K J G ` C D X P. */
const MOVES = new Set([..."KJG`CDXP"].map((letter) => letter.charCodeAt(0)));

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The text of many lines at once as UTF-8, without colours and with carriage returns carried out: what a search
 * reads. One is used over and over; `fill` replaces what it held.
 */
export class PlainBlock {
  bytes = new Uint8Array(1 << 16);
  length = 0;
  /** Where in `bytes` each line begins; one more than there are lines. */
  starts = new Int32Array(1 << 12);
  lines = 0;
  #raw: Uint8Array = this.bytes;
  #at = 0;

  /** Takes the lines from `from` up to `to`. */
  fill(output: LineStore, from: number, to: number): void {
    const first = output.start(from);
    const raw = output.bytes.slice(first, output.start(to));
    this.#raw = raw;
    this.#at = 0;
    this.length = 0;
    this.lines = 0;
    this.#reserve(raw.length + 1);
    this.#begin();
    while (this.#at < raw.length) {
      if (!this.#copy()) this.#render(output, from + this.lines);
    }
    // The last line of all may have no line feed.
    if (this.lines < to - from) {
      this.#put(FEED);
      this.lines += 1;
      this.#begin();
    }
  }

  text(): string {
    return decoder.decode(this.bytes.subarray(0, this.length));
  }

  /**
   * Copies lines to the end. False at a line that moves about in a way that has to be carried out. Every byte of
   * the output passes through this loop, so it is written for speed.
   */
  #copy(): boolean {
    const raw = this.#raw;
    const { bytes } = this;
    let begin = this.length;
    let out = begin;
    let erased = false;
    let at = this.#at;
    while (at < raw.length) {
      let byte = raw[at] ?? 0;
      while (byte >= 0x20 && byte < 0x7f) {
        bytes[out++] = byte;
        byte = raw[++at] ?? 0;
      }
      if (at >= raw.length) break;
      if (byte === FEED) {
        bytes[out++] = FEED;
        at += 1;
        this.lines += 1;
        this.length = out;
        this.#at = at;
        this.#begin();
        begin = out;
        erased = false;
      } else if (byte >= 0x80) {
        // A mark that nothing stands before is drawn nowhere.
        if (erased && out === begin) return false;
        // C1 controls are no text.
        if (byte === 0xc2 && ((raw[at + 1] ?? 0) & 0xe0) === 0x80) at += 2;
        else {
          bytes[out++] = byte;
          at += 1;
        }
      } else if (byte === ESC) {
        const end = this.#escapeEnd(at);
        if (end === -1) return false;
        at = end;
      } else if (byte === RETURN) {
        const next = this.#afterReturn(at);
        if (next === -1) return false;
        if (raw[next - 1] !== RETURN) {
          out = begin;
          erased = true;
        }
        at = next;
      } else if (byte === 0x08 || (byte === TAB && erased)) {
        // Where a line moves about, a tab is as many blanks as a terminal would draw.
        return false;
      } else {
        if (byte === TAB) bytes[out++] = TAB;
        at += 1;
      }
    }
    this.length = out;
    this.#at = at;
    return true;
  }

  /** Where the escape sequence ends that begins here; -1 when it moves or erases. As `readEscape` reads it. */
  #escapeEnd(from: number): number {
    const raw = this.#raw;
    const kind = raw[from + 1] ?? FEED;
    let at = from + 2;
    if (kind === 0x5b) {
      const parameters = at;
      while (within(raw[at], 0x30, 0x3f)) at += 1;
      const intermediates = at;
      while (within(raw[at], 0x20, 0x2f)) at += 1;
      if (!within(raw[at], 0x40, 0x7e)) return at;
      const ours = at === intermediates && !within(raw[parameters], 0x3c, 0x3f);
      return ours && MOVES.has(raw[at] ?? 0) ? -1 : at + 1;
    }
    if (kind === 0x5d || kind === 0x50 || kind === 0x58 || kind === 0x5e || kind === 0x5f) {
      for (; at < raw.length && raw[at] !== FEED; at += 1) {
        if (raw[at] === BELL) return at + 1;
        if (raw[at] === ESC) return raw[at + 1] === 0x5c ? at + 2 : at;
      }
      return at;
    }
    at = from + 1;
    while (within(raw[at], 0x20, 0x2f)) at += 1;
    return within(raw[at], 0x30, 0x7e) ? at + 1 : at;
  }

  /**
   * After carriage returns that a line feed or the erasing of the line follows, which is what progress bars send;
   * -1 when what follows is written over what stands there.
   */
  #afterReturn(from: number): number {
    const raw = this.#raw;
    let at = from;
    while (raw[at] === RETURN) at += 1;
    if (at >= raw.length) return -1;
    if (raw[at] === FEED) return at;
    if (raw[at] !== ESC || raw[at + 1] !== 0x5b) return -1;
    at += 2;
    if (raw[at] === 0x32 || raw[at] === 0x30) at += 1;
    return raw[at] === 0x4b ? at + 1 : -1;
  }

  #render(output: LineStore, line: number): void {
    const begin = this.starts[this.lines] ?? 0;
    const text = output.part(line, PLAIN).text;
    const feed = this.#raw.indexOf(FEED, this.#at);
    this.#at = feed === -1 ? this.#raw.length : feed;
    this.length = begin;
    this.#reserve(begin + text.length * 3 + (this.#raw.length - this.#at) + 1);
    this.length = begin + encoder.encodeInto(text, this.bytes.subarray(begin)).written;
    if (feed === -1) return;
    this.#at += 1;
    this.#put(FEED);
    this.lines += 1;
    this.#begin();
  }

  #put(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  #begin(): void {
    if (this.lines >= this.starts.length) {
      const grown = new Int32Array(this.starts.length * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts[this.lines] = this.length;
  }

  #reserve(room: number): void {
    if (room <= this.bytes.length) return;
    const grown = new Uint8Array(room * 2);
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}

function within(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
