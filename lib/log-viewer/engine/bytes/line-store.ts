import { LineStarts, type Redrawn } from "@/lib/log-viewer/engine/lines/line-starts";
import { LineRenderCache } from "@/lib/log-viewer/engine/terminal/line-render-cache";
import { plainText, renderLine } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN, type RenderedLine, type Style } from "@/lib/log-viewer/engine/terminal/style";
import { StyleBefore } from "@/lib/log-viewer/engine/terminal/style-before";
import { StyledText } from "@/lib/log-viewer/engine/terminal/styled-text";
import { ByteStore, withoutNuls } from "./byte-store";

const RETURN = 0x0d;

/** The most UTF-16 units of a line that are rendered at once. */
export const RENDERED = 10_000;
/** The renderings of lines above this size in bytes are cached, because they are slow. */
const LONG = 10_000;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A rendered part of a line; `before` and `after` are the UTF-16 units of its text outside the part. */
export type LinePart = RenderedLine & { before: number; after: number };

/**
 * The lines of one output stream. They do not depend on how the bytes are split into chunks. Stores raw bytes; text,
 * colors and overwriting are computed when a line is read. Lines count from 0.
 */
export class LineStore {
  readonly bytes = new ByteStore();
  readonly #styles = new StyleBefore(this.bytes);
  readonly #lines = new LineStarts();
  readonly #renderCache = new LineRenderCache(this.bytes);

  /** The number of lines so far; the last one may still grow. */
  get count(): number {
    return this.ended + (this.bytes.length > this.#lines.starts.at(this.ended) ? 1 : 0);
  }

  /** The number of lines that a line break has ended. A program may still redraw them. */
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

  /** Returns the offset of a line, or the end of the bytes beyond the last line. */
  start(line: number): number {
    const { starts } = this.#lines;
    return line < starts.length ? starts.at(line) : this.bytes.length;
  }

  /** Returns the offset of a line's end, without its line break and the carriage returns before it. */
  end(line: number): number {
    if (line >= this.ended) return this.bytes.length;
    let end = this.#lines.starts.at(line + 1) - 1;
    const start = this.#lines.starts.at(line);
    while (end > start && this.bytes.at(end - 1) === RETURN) end -= 1;
    return end;
  }

  /** Returns the line that contains an offset. */
  lineAt(offset: number): number {
    return this.#lines.starts.upTo(offset) - 1;
  }

  /** Returns the redrawn lines around this one (cursor moved up), or null. */
  redrawnAt(line: number): Redrawn | null {
    return this.#lines.redrawnAt(line);
  }

  /** Returns the first redrawn line from `line` on, or infinity. */
  nextRedrawn(line: number): number {
    return this.#lines.nextRedrawn(line);
  }

  /** Returns the first line changed since the last call other than by growing, or infinity. */
  takeChanged(): number {
    return this.#lines.takeChanged();
  }

  /**
   * Returns the text of a line as a terminal shows it, of any length: carriage returns, backspaces, moves and erases
   * are applied, colors are left out. Rendering, find, copy, download, sections and the failure reason all use it.
   * `most`: the maximum number of UTF-16 units.
   */
  text(line: number, most = Number.POSITIVE_INFINITY): string {
    const start = this.start(line);
    const end = this.end(line);
    const short = end - start <= LONG && !this.redrawnAt(line);
    const text = short ? plainText(this.#decode(start, end), PLAIN) : (this.#cachedLine(line)?.text ?? "");
    return text.length > most ? text.slice(0, most) : text;
  }

  /** Returns the text of a line and its runs. `style`: the style at its start, if known. */
  line(line: number, style?: Style): RenderedLine {
    const rendered = this.#cachedLine(line);
    if (rendered) return rendered.slice(0, rendered.length);
    return renderLine(this.#decode(this.start(line), this.end(line)), style ?? this.styleAt(line));
  }

  /** Returns the cached rendering of a long or redrawn line, or null for any other line. */
  #cachedLine(line: number): StyledText | null {
    const redrawn = this.redrawnAt(line);
    if (redrawn) {
      const { first, last } = redrawn;
      const style = () => this.styleAt(first);
      return this.#renderCache.row(this.start(first), this.start(last + 1), line - first, style);
    }
    const start = this.start(line);
    const end = this.end(line);
    if (end - start <= LONG) return null;
    return this.#renderCache.long(start, end, this.start(line + 1), () => this.styleAt(line));
  }

  styleAt(line: number): Style {
    return this.#styles.at(this.start(line));
  }

  /** Returns the style after a line that starts in `style`. */
  styleAfter(line: number, style: Style): Style {
    return this.#styles.after(style, this.start(line), this.start(line + 1));
  }

  /** Returns a part of a line, from a UTF-16 unit of its text on. */
  part(line: number, style?: Style, from = 0): LinePart {
    const rendered = this.#cachedLine(line);
    const short = rendered ? null : this.line(line, style);
    if (short && short.text.length <= RENDERED) return { ...short, before: 0, after: 0 };
    // Few bytes may move far to the right.
    const whole = rendered ?? StyledText.of(short);
    const { length } = whole;
    const first = characterAt(whole, length <= RENDERED ? 0 : Math.min(from, length));
    const last = characterAt(whole, Math.min(length, first + RENDERED));
    return { ...whole.slice(first, last), before: first, after: length - last };
  }

  #decode(from: number, to: number): string {
    const text = decoder.decode(this.bytes.slice(from, to));
    return from === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
  }
}

/** Returns `at`, or the next position if `at` splits a surrogate pair. */
function characterAt(line: StyledText, at: number): number {
  return /^[\udc00-\udfff]/.test(line.slice(at, at + 1).text) ? at + 1 : at;
}
