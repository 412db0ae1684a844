import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { ColouredLine } from "./coloured-line";
import { Screen } from "./screen";
import type { Style } from "./style";
import type { StyledText } from "./styled-text";

/** The number of entries kept: those of one view. */
const KEPT = 8;
/** Decoded at once, in bytes. */
const SLICE = 1 << 18;
/** A line's bytes beyond this are left out: no string could hold them. */
const LONGEST = 1 << 28;

const RETURN = 0x0d;

type Fed = {
  decoder: TextDecoder;
  /** The byte up to which the bytes have been read. */
  fed: number;
};

/** A part of an output as it is shown: a long line, or lines that were drawn over. `rows`: those read since `fed`. */
type Carried = Fed & { screen: Screen; rows: Map<number, StyledText> };

/** A long line in which nothing has moved so far. */
type Still = Fed & { start: number; coloured: ColouredLine };

/** Renders what takes long to render, reads on as the output grows, and keeps what was requested lately. */
export class CarriedLines {
  readonly #bytes: ByteStore;
  readonly #kept = new Map<number, Carried>();
  #still: Still | null = null;

  constructor(bytes: ByteStore) {
    this.#bytes = bytes;
  }

  /** A line that is not drawn over. Its text ends at `end`, and the next line begins at `to`. */
  long(start: number, end: number, to: number, style: () => Style): StyledText {
    const still = this.#kept.has(start)
      ? null
      : this.#stillLine(start, Math.min(end, start + LONGEST), style);
    return still ?? this.row(start, to, 0, style);
  }

  /** The row of this number of what the bytes from `start` up to `to` show. */
  row(start: number, to: number, row: number, style: () => Style): StyledText {
    const end = Math.min(to, start + LONGEST);
    let carried = this.#kept.get(start);
    if (!carried) {
      carried = { screen: new Screen(style()), decoder: decoderAt(start), fed: start, rows: new Map() };
    }
    // The one that was used last is the last to go.
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

  /** A line of one row in which nothing moves needs no cells; null when something does. */
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
    // A character that is cut counts as a wrong one, and is read again with what follows.
    else still.coloured.write(cut);
    return still.coloured.line;
  }

  /** Decodes on up to a byte. */
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
