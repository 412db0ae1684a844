import { withoutNuls } from "./bytes";
import { plainText, type RenderedLine, renderLine, styleAfter } from "./render-line";
import { PLAIN, type Style } from "./style";

/**
 * The lines of one output stream, fed with its bytes in any cuts: the lines never depend on where the cuts fell.
 * Raw text is kept; colours and overwriting are worked out for the lines that are asked for. Lines count from 0.
 */
export class OutputLines {
  readonly #decoder = new TextDecoder();
  readonly #raw: string[] = [];
  readonly #styles: Style[] = [];
  #open = "";
  #openStyle: Style = PLAIN;
  #bytes = 0;

  /** Payload bytes so far: the offset at which to resume. NULs do not count. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lines so far; the last one may still grow. */
  get count(): number {
    return this.#raw.length + (this.#open === "" ? 0 : 1);
  }

  /** Lines that are complete: a line feed ended them. */
  get ended(): number {
    return this.#raw.length;
  }

  push(bytes: Uint8Array): void {
    const payload = withoutNuls(bytes);
    this.#bytes += payload.length;
    this.#take(this.#decoder.decode(payload, { stream: true }));
  }

  /** No more bytes will come: a character that was cut off becomes U+FFFD. */
  finish(): void {
    this.#take(this.#decoder.decode());
  }

  line(index: number): RenderedLine {
    return renderLine(this.raw(index), this.#styleAt(index));
  }

  /** The line as it came, with its control characters. */
  raw(index: number): string {
    return this.#raw[index] ?? (index === this.#raw.length ? this.#open : "");
  }

  text(index: number): string {
    return plainText(this.raw(index), this.#styleAt(index));
  }

  #take(text: string): void {
    let from = 0;
    let feed = text.indexOf("\n");
    while (feed !== -1) {
      this.#end(this.#open + text.slice(from, feed));
      from = feed + 1;
      feed = text.indexOf("\n", from);
    }
    this.#open += text.slice(from);
  }

  #end(line: string): void {
    const raw = line.endsWith("\r") ? line.replace(/\r+$/, "") : line;
    this.#raw.push(raw);
    this.#styles.push(this.#openStyle);
    this.#openStyle = styleAfter(raw, this.#openStyle);
    this.#open = "";
  }

  #styleAt(index: number): Style {
    return this.#styles[index] ?? this.#openStyle;
  }
}
