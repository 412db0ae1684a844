import { ByteStore } from "./byte-store";
import { withoutNuls } from "./bytes";
import { NumberList } from "./number-list";
import { plainText, type RenderedLine, renderLine } from "./render-line";
import { PLAIN, type Style } from "./style";
import { StyleBefore } from "./style-before";

const FEED = 0x0a;
const RETURN = 0x0d;

/** More bytes of one line are not drawn at once. */
export const DRAWN = 10_000;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A line as it is drawn; `before` and `after` are bytes of it that are left out. */
export type LinePart = RenderedLine & { before: number; after: number };

/**
 * The lines of one output stream, fed with its bytes in any cuts: the lines never depend on where the cuts fell.
 * Bytes are kept as they came; text, colours and overwriting are worked out for the lines that are asked for.
 * Lines count from 0.
 */
export class LineStore {
  readonly bytes = new ByteStore();
  readonly #styles = new StyleBefore(this.bytes);
  readonly #starts = new NumberList(1_024);

  constructor() {
    this.#starts.push(0);
  }

  /** Lines so far; the last one may still grow. */
  get count(): number {
    return this.ended + (this.bytes.length > this.#starts.at(this.ended) ? 1 : 0);
  }

  /** Lines that are complete: a line feed ended them. */
  get ended(): number {
    return this.#starts.length - 1;
  }

  push(chunk: Uint8Array): void {
    const payload = withoutNuls(chunk);
    const base = this.bytes.length + 1;
    for (let at = payload.indexOf(FEED); at !== -1; at = payload.indexOf(FEED, at + 1)) {
      this.#starts.push(base + at);
    }
    this.bytes.push(payload);
  }

  /** Where a line begins; the end of all for a line that there is not. */
  start(line: number): number {
    return line < this.#starts.length ? this.#starts.at(line) : this.bytes.length;
  }

  /** Where a line's text ends, without its line feed and the carriage returns before it. */
  end(line: number): number {
    if (line >= this.ended) return this.bytes.length;
    let end = this.#starts.at(line + 1) - 1;
    const start = this.#starts.at(line);
    while (end > start && this.bytes.at(end - 1) === RETURN) end -= 1;
    return end;
  }

  /** The line that holds a byte. */
  lineAt(offset: number): number {
    return this.#starts.upTo(offset) - 1;
  }

  /** The line as it came, with its control characters. */
  raw(line: number, most = Number.POSITIVE_INFINITY): string {
    const start = this.start(line);
    return this.#decode(start, Math.min(this.end(line), start + most));
  }

  text(line: number, most?: number): string {
    return plainText(this.raw(line, most), PLAIN);
  }

  styleAt(line: number): Style {
    return this.#styles.at(this.start(line));
  }

  /** The style after a line that begins in `style`. */
  styleAfter(line: number, style: Style): Style {
    return this.#styles.after(style, this.start(line), this.start(line + 1));
  }

  /** A line of any length, its first part or that from a byte of it on. */
  part(line: number, style = this.styleAt(line), from = 0): LinePart {
    const start = this.start(line);
    const end = this.end(line);
    if (end - start <= DRAWN) return { ...renderLine(this.#decode(start, end), style), before: 0, after: 0 };
    // Of a progress bar in megabytes of frames only the last one stands there in the end.
    const frame = this.bytes.lastIndexOf(RETURN, start, end) + 1;
    const first = this.#character(Math.max(start + from, frame));
    const last = this.#character(Math.min(end, first + DRAWN));
    const inside = first === start ? style : this.#styles.after(style, start, first);
    const drawn = renderLine(this.#decode(first, last), inside);
    return { ...drawn, before: frame > start ? 0 : first - start, after: end - last };
  }

  #decode(from: number, to: number): string {
    const text = decoder.decode(this.bytes.slice(from, to));
    return from === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
  }

  /** The first byte from here on that begins a character. */
  #character(offset: number): number {
    let at = offset;
    for (const byte of this.bytes.slice(offset, offset + 3)) {
      if ((byte & 0xc0) !== 0x80) break;
      at += 1;
    }
    return at;
  }
}
