import { LineStarts, type Redrawn } from "@/lib/log-viewer/engine/lines/line-starts";
import { CarriedLines } from "@/lib/log-viewer/engine/terminal/carried-lines";
import { plainText, renderLine } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN, type RenderedLine, type Style } from "@/lib/log-viewer/engine/terminal/style";
import { StyleBefore } from "@/lib/log-viewer/engine/terminal/style-before";
import { StyledText } from "@/lib/log-viewer/engine/terminal/styled-text";
import { ByteStore } from "./byte-store";
import { withoutNuls } from "./bytes";

const RETURN = 0x0d;

/** Of a longer line only a part is drawn at once, in UTF-16 units of its text. */
export const DRAWN = 10_000;
/** Lines of more bytes are kept once they have been carried out, since that takes long. */
const LONG = 10_000;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A part of a line as it is drawn; `before` and `after` are UTF-16 units of its text that are left out. */
export type LinePart = RenderedLine & { before: number; after: number };

/**
 * The lines of one output stream, fed with its bytes in any cuts: the lines never depend on where the cuts fell.
 * Bytes are kept as they came; text, colours and overwriting are worked out for the lines that are asked for.
 * Lines count from 0.
 */
export class LineStore {
  readonly bytes = new ByteStore();
  readonly #styles = new StyleBefore(this.bytes);
  readonly #lines = new LineStarts();
  readonly #carried = new CarriedLines(this.bytes);

  /** Lines so far; the last one may still grow. */
  get count(): number {
    return this.ended + (this.bytes.length > this.#lines.starts.at(this.ended) ? 1 : 0);
  }

  /** Lines that are complete: a line break ended them. A program may still go back to them. */
  get ended(): number {
    return this.#lines.ended;
  }

  /** The number of complete lines that are not being redrawn. */
  get settled(): number {
    return this.#lines.settled;
  }

  push(chunk: Uint8Array): void {
    const payload = withoutNuls(chunk);
    this.#lines.read(payload, this.bytes.length);
    this.bytes.push(payload);
  }

  /** Where a line begins; the end of all for a line that there is not. */
  start(line: number): number {
    const { starts } = this.#lines;
    return line < starts.length ? starts.at(line) : this.bytes.length;
  }

  /** Where a line's text ends, without its line break and the carriage returns before it. */
  end(line: number): number {
    if (line >= this.ended) return this.bytes.length;
    let end = this.#lines.starts.at(line + 1) - 1;
    const start = this.#lines.starts.at(line);
    while (end > start && this.bytes.at(end - 1) === RETURN) end -= 1;
    return end;
  }

  /** The line that holds a byte. */
  lineAt(offset: number): number {
    return this.#lines.starts.upTo(offset) - 1;
  }

  /** The lines around this one that a program drew over, moving the cursor up; null when it did not. */
  redrawnAt(line: number): Redrawn | null {
    return this.#lines.redrawnAt(line);
  }

  /** The first line from this one on that a program drew over; infinite when there is none. */
  nextRedrawn(line: number): number {
    return this.#lines.nextRedrawn(line);
  }

  /** The first line that has changed since this was asked last, other than by growing; infinite when none has. */
  takeChanged(): number {
    return this.#lines.takeChanged();
  }

  /**
   * The text of a line as a terminal shows it, whatever its length: carriage returns, backspaces, moves and erases
   * are carried out over the whole line, colours are left out. Everything that reads lines reads this: drawing, find,
   * copy, download, sections, the reason of a failure. `most`: no more than so many UTF-16 units of that text.
   */
  text(line: number, most = Number.POSITIVE_INFINITY): string {
    const start = this.start(line);
    const end = this.end(line);
    const short = end - start <= LONG && !this.redrawnAt(line);
    const text = short ? plainText(this.#decode(start, end), PLAIN) : (this.#carriedLine(line)?.text ?? "");
    return text.length > most ? text.slice(0, most) : text;
  }

  /** The text of a line as `text` returns it, and its runs. `style`: the one in which it begins, if known. */
  line(line: number, style?: Style): RenderedLine {
    const carried = this.#carriedLine(line);
    if (carried) return carried.slice(0, carried.length);
    return renderLine(this.#decode(this.start(line), this.end(line)), style ?? this.styleAt(line));
  }

  /** A line that is long or was drawn over; null for any other. */
  #carriedLine(line: number): StyledText | null {
    const redrawn = this.redrawnAt(line);
    if (redrawn) {
      const { first, last } = redrawn;
      const style = () => this.styleAt(first);
      return this.#carried.row(this.start(first), this.start(last + 1), line - first, style);
    }
    const start = this.start(line);
    const end = this.end(line);
    if (end - start <= LONG) return null;
    return this.#carried.long(start, end, this.start(line + 1), () => this.styleAt(line));
  }

  styleAt(line: number): Style {
    return this.#styles.at(this.start(line));
  }

  /** The style after a line that begins in `style`. */
  styleAfter(line: number, style: Style): Style {
    return this.#styles.after(style, this.start(line), this.start(line + 1));
  }

  /** A part of a line of any length, from a UTF-16 unit of its text on. */
  part(line: number, style?: Style, from = 0): LinePart {
    const carried = this.#carriedLine(line);
    const short = carried ? null : this.line(line, style);
    if (short && short.text.length <= DRAWN) return { ...short, before: 0, after: 0 };
    // Few bytes may move far to the right.
    const whole = carried ?? StyledText.of(short);
    const { length } = whole;
    const first = characterAt(whole, length <= DRAWN ? 0 : Math.min(from, length));
    const last = characterAt(whole, Math.min(length, first + DRAWN));
    return { ...whole.slice(first, last), before: first, after: length - last };
  }

  #decode(from: number, to: number): string {
    const text = decoder.decode(this.bytes.slice(from, to));
    return from === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

/** A place of a text, or the next one where a character would be cut in two. */
function characterAt(line: StyledText, at: number): number {
  return /^[\udc00-\udfff]/.test(line.slice(at, at + 1).text) ? at + 1 : at;
}
