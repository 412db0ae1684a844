import { C1_LEAD, escapeEnd, isBreak } from "@/lib/log-viewer/engine/bytes/escape-bytes";
import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { ESC } from "@/lib/log-viewer/engine/terminal/escapes";

const FEED = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const SHIFT_OUT = 0x0e;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The text of many lines as UTF-8, without colors and with carriage returns applied: the input of a search. Reusable;
 * `fill` replaces the content.
 */
export class PlainBlock {
  bytes = new Uint8Array(1 << 16);
  length = 0;
  /** The offset in `bytes` of each line, and of the end: one more entry than `lines`. */
  starts = new Int32Array(1 << 12);
  lines = 0;
  #raw: Uint8Array = this.bytes;
  #base = 0;
  #at = 0;

  /** Renders the lines in [`from`, `to`). Either all of them are redrawn or none. */
  fill(output: LineStore, from: number, to: number): void {
    this.length = 0;
    this.lines = 0;
    this.#begin();
    if (output.redrawnAt(from)) {
      for (let line = from; line < to; line += 1) this.#line(output.text(line));
      return;
    }
    const first = output.start(from);
    const raw = output.bytes.slice(first, output.start(to));
    this.#raw = raw;
    this.#base = first;
    this.#at = 0;
    this.#reserve(raw.length + 1);
    while (this.#at < raw.length) {
      if (!this.#copy()) this.#render(output, from + this.lines);
    }
    // The last line of an output may have no line feed.
    if (this.lines < to - from) {
      this.#put(FEED);
      this.lines += 1;
      this.#begin();
    }
  }

  /** The lines as strings. */
  texts(): string[] {
    return this.text().split("\n").slice(0, this.lines);
  }

  /** Returns one line, counted from 0. */
  line(line: number): string {
    return decoder.decode(this.bytes.subarray(this.starts[line], (this.starts[line + 1] ?? this.length) - 1));
  }

  /** Yields the lines that contain a character of two bytes. */
  *linesWith([lead, second]: readonly [number, number]): Generator<number> {
    const bytes = this.bytes.subarray(0, this.length);
    let line = 0;
    for (let at = bytes.indexOf(lead); at !== -1; at = bytes.indexOf(lead, at + 1)) {
      if (bytes[at + 1] !== second) continue;
      while (line + 1 < this.lines && (this.starts[line + 1] ?? 0) <= at) line += 1;
      yield line;
    }
  }

  /** The lines, each ended by a line feed. */
  text(): string {
    return decoder.decode(this.bytes.subarray(0, this.length));
  }

  /**
   * Copies lines up to the end. Returns false at a line that needs rendering. Every byte of the output passes through
   * this loop, so it is written for speed.
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
      if (isBreak(byte)) {
        bytes[out++] = FEED;
        at += 1;
        this.lines += 1;
        this.length = out;
        this.#at = at;
        this.#begin();
        begin = out;
        erased = false;
      } else if (byte >= 0x80) {
        // A combining mark without a base character is not rendered.
        if (erased && out === begin) return false;
        // C1 controls are not text.
        if (byte === C1_LEAD && ((raw[at + 1] ?? 0) & 0xe0) === 0x80) {
          const end = escapeEnd(raw, at);
          if (end === -1) return false;
          at = end;
        } else {
          bytes[out++] = byte;
          at += 1;
        }
      } else if (byte === ESC) {
        const end = escapeEnd(raw, at);
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
      } else if (byte === 0x08 || byte === SHIFT_OUT || (byte === TAB && erased)) {
        // After an erase, a tab is as many blanks as a terminal renders.
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

  /**
   * Returns the offset after carriage returns and a following line break or erase of the line, as progress bars send
   * them; -1 if the following bytes overwrite the line.
   */
  #afterReturn(from: number): number {
    const raw = this.#raw;
    let at = from;
    while (raw[at] === RETURN) at += 1;
    if (at >= raw.length) return -1;
    if (isBreak(raw[at] ?? 0)) return at;
    if (raw[at] !== ESC || raw[at + 1] !== 0x5b) return -1;
    at += 2;
    if (raw[at] === 0x32 || raw[at] === 0x30) at += 1;
    return raw[at] === 0x4b ? at + 1 : -1;
  }

  #render(output: LineStore, line: number): void {
    this.length = this.starts[this.lines] ?? 0;
    this.#at = output.start(line + 1) - this.#base;
    this.#line(output.text(line), this.#raw.length - this.#at);
  }

  /** Adds a line and reserves `more` bytes for the rest. */
  #line(text: string, more = 0): void {
    this.#reserve(this.length + text.length * 3 + more + 1);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
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
