import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { ColouredLine } from "./coloured-line";
import { Screen } from "./screen";
import type { Style } from "./style";
import type { StyledText } from "./styled-text";

/** The maximum number of entries: those of one view. */
const KEPT = 8;
/** Bytes decoded at once. */
const SLICE = 1 << 18;
/** The maximum bytes of a line that are rendered; longer strings are impossible. */
const LONGEST = 1 << 28;

const RETURN = 0x0d;

type Fed = {
  decoder: TextDecoder;
  /** The offset up to which the bytes have been read. */
  fed: number;
};

/** A rendered part of an output: a long line, or redrawn lines. `rows`: rows rendered since the last read. */
type Carried = Fed & { screen: Screen; rows: Map<number, StyledText> };

/** A long line without cursor moves so far. */
type Still = Fed & { start: number; coloured: ColouredLine };

/** Renders long and redrawn lines incrementally as the output grows, and caches the recent ones. */
export class CarriedLines {
  readonly #bytes: ByteStore;
  readonly #kept = new Map<number, Carried>();
  #still: Still | null = null;

  constructor(bytes: ByteStore) {
    this.#bytes = bytes;
  }

  /** Returns a line that is not redrawn. Its text ends at `end`, and the next line starts at `to`. */
  long(start: number, end: number, to: number, style: () => Style): StyledText {
    const still = this.#kept.has(start)
      ? null
      : this.#stillLine(start, Math.min(end, start + LONGEST), style);
    return still ?? this.row(start, to, 0, style);
  }

  /** Returns a row of the screen that the bytes in [`start`, `to`) produce. */
  row(start: number, to: number, row: number, style: () => Style): StyledText {
    const end = Math.min(to, start + LONGEST);
    let carried = this.#kept.get(start);
    if (!carried) {
      carried = { screen: new Screen(style()), decoder: decoderAt(start), fed: start, rows: new Map() };
    }
    // The most recently used entry moves to the end.
    this.#kept.delete(start);
    this.#kept.set(start, carried);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    if (carried.fed < end) carried.rows.clear();
    for (const text of this.#textTo(carried, end)) carried.screen.write(text);
    const known = carried.rows.get(row) ?? carried.screen.line(row);
    carried.rows.set(row, known);
    return known;
  }

  /** Renders a line without cursor moves, which needs no cells; null if it has one. */
  #stillLine(start: number, end: number, style: () => Style): StyledText | null {
    let still = this.#still;
    if (still?.start !== start || still.fed > end) {
      still = { start, coloured: new ColouredLine(style()), decoder: decoderAt(start), fed: start };
    }
    this.#still = null;
    if (this.#bytes.indexOf(RETURN, still.fed, end) !== -1) return null;
    for (const text of this.#textTo(still, end)) if (!still.coloured.write(text)) return null;
    const cut = still.decoder.decode();
    if (cut === "") this.#still = still;
    // A split character counts as invalid now, and is read again with the following bytes.
    else still.coloured.write(cut);
    return still.coloured.line;
  }

  /** Decodes the bytes up to `end`. */
  *#textTo(part: Fed, end: number): Generator<string> {
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
