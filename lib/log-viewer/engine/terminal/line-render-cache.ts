import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { isIntroducer, readEscape, unfinished } from "./escapes";
import { isControl, isMove, moves } from "./render-line";
import { Screen } from "./screen";
import { applyEscape } from "./sgr";
import type { Style } from "./style";
import { StyledText } from "./styled-text";

/** The maximum number of entries: those of one view. */
const MAX_ENTRIES = 8;
/** Bytes decoded at once. */
const SLICE = 1 << 18;
/** The maximum bytes of a line that are rendered; longer strings are impossible. */
const MAX_BYTES = 1 << 28;

const RETURN = 0x0d;

type ReadPosition = {
  decoder: TextDecoder;
  /** The offset up to which the bytes have been read. */
  fed: number;
};

/** A rendered part of an output: a long line, or redrawn lines. `rows`: rows rendered since the last read. */
type RenderedPart = ReadPosition & { screen: Screen; rows: Map<number, StyledText> };

/** A long line without cursor moves so far. */
type UnmovedLine = ReadPosition & { start: number; colored: ColoredLine };

/** Renders long and redrawn lines incrementally as the output grows, and caches the recent ones. */
export class LineRenderCache {
  readonly #bytes: ByteStore;
  readonly #entries = new Map<number, RenderedPart>();
  #unmoved: UnmovedLine | null = null;

  constructor(bytes: ByteStore) {
    this.#bytes = bytes;
  }

  /** Returns a line that is not redrawn. Its text ends at `end`, and the next line starts at `to`. */
  long(start: number, end: number, to: number, style: () => Style): StyledText {
    const unmoved = this.#entries.has(start)
      ? null
      : this.#unmovedLine(start, Math.min(end, start + MAX_BYTES), style);
    return unmoved ?? this.row(start, to, 0, style);
  }

  /** Returns a row of the screen that the bytes in [`start`, `to`) produce. */
  row(start: number, to: number, row: number, style: () => Style): StyledText {
    const end = Math.min(to, start + MAX_BYTES);
    let rendered = this.#entries.get(start);
    if (!rendered) {
      rendered = { screen: new Screen(style()), decoder: decoderAt(start), fed: start, rows: new Map() };
    }
    // The most recently used entry moves to the end.
    this.#entries.delete(start);
    this.#entries.set(start, rendered);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_ENTRIES) break;
      this.#entries.delete(oldest);
    }
    if (rendered.fed < end) rendered.rows.clear();
    for (const text of this.#textTo(rendered, end)) rendered.screen.write(text);
    const known = rendered.rows.get(row) ?? rendered.screen.line(row);
    rendered.rows.set(row, known);
    return known;
  }

  /** Renders a line without cursor moves, which needs no cells; null if it has one. */
  #unmovedLine(start: number, end: number, style: () => Style): StyledText | null {
    let unmoved = this.#unmoved;
    if (unmoved?.start !== start || unmoved.fed > end) {
      unmoved = { start, colored: new ColoredLine(style()), decoder: decoderAt(start), fed: start };
    }
    this.#unmoved = null;
    if (this.#bytes.indexOf(RETURN, unmoved.fed, end) !== -1) return null;
    for (const text of this.#textTo(unmoved, end)) if (!unmoved.colored.write(text)) return null;
    const cut = unmoved.decoder.decode();
    if (cut === "") this.#unmoved = unmoved;
    // A split character counts as invalid now, and is read again with the following bytes.
    else unmoved.colored.write(cut);
    return unmoved.colored.line;
  }

  /** Decodes the bytes up to `end`. */
  *#textTo(part: ReadPosition, end: number): Generator<string> {
    while (part.fed < end) {
      const to = Math.min(end, part.fed + SLICE);
      yield part.decoder.decode(this.#bytes.slice(part.fed, to), { stream: true });
      part.fed = to;
    }
  }
}

function decoderAt(start: number): TextDecoder {
  return new TextDecoder("utf-8", { ignoreBOM: start !== 0 });
}

/** A long line without cursor moves: its text is the input without controls. The input may be split anywhere. */
class ColoredLine {
  readonly line = new StyledText();
  #style: Style;
  #held = "";

  constructor(style: Style) {
    this.#style = style;
  }

  /** Returns false at a move or an erase: the line then needs a screen. */
  write(text: string): boolean {
    const raw = this.#held === "" ? text : [this.#held, text].join("");
    this.#held = "";
    const pieces: string[] = [];
    const add = (from: number, to: number) => {
      pieces.push(raw.slice(from, to));
      this.line.addRun(to - from, this.#style);
    };
    let from = 0;
    for (let at = 0; at < raw.length; at += 1) {
      const code = raw.charCodeAt(at);
      if (!isControl(code)) continue;
      if (isMove(code)) return false;
      if (at > from) add(from, at);
      from = at + 1;
      if (!isIntroducer(code)) continue;
      const sequence = readEscape(raw, at);
      from = sequence.end;
      if (sequence.end >= raw.length && sequence.kind !== "csi") {
        this.#held = unfinished(raw.slice(at));
        break;
      }
      if (moves(sequence)) return false;
      this.#style = applyEscape(this.#style, sequence);
      at = sequence.end - 1;
    }
    if (this.#held === "") add(from, raw.length);
    this.line.addText(pieces.join(""));
    return true;
  }
}
