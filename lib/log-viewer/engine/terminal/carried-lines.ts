import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { kindOf, renderLine } from "./render-line";
import { Screen } from "./screen";
import type { RenderedLine, Style } from "./style";

/** The number of entries kept: those of one view. */
const KEPT = 8;
/** Decoded at once, in bytes. */
const SLICE = 1 << 18;
/** A line's bytes beyond this are left out: no string could hold them. */
const LONGEST = 1 << 28;

const RETURN = 0x0d;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What a part of an output shows: a long line, or lines that were drawn over. Fed on as the output grows. */
type Carried = {
  screen: Screen;
  decoder: TextDecoder;
  /** The byte up to which the screen has been fed. */
  fed: number;
  /** Rows that have been read since. */
  rows: Map<number, RenderedLine>;
};

/** Carries out what takes long to carry out, and keeps what was asked for lately. */
export class CarriedLines {
  readonly #bytes: ByteStore;
  readonly #kept = new Map<number, Carried>();
  /** A long line that moves nothing, and up to where it was read. */
  #still: { start: number; end: number; line: RenderedLine } | null = null;

  constructor(bytes: ByteStore) {
    this.#bytes = bytes;
  }

  /** A line that is not drawn over. Its text ends at `end`, and the next line begins at `to`. */
  long(start: number, end: number, to: number, style: () => Style): RenderedLine {
    const still = this.#kept.has(start)
      ? null
      : this.#stillLine(start, Math.min(end, start + LONGEST), style);
    return still ?? this.row(start, to, 0, style);
  }

  /** The row of this number of what the bytes from `start` up to `to` show. */
  row(start: number, to: number, row: number, style: () => Style): RenderedLine {
    const end = Math.min(to, start + LONGEST);
    let carried = this.#kept.get(start);
    if (!carried) {
      carried = {
        screen: new Screen(style()),
        decoder: new TextDecoder("utf-8", { ignoreBOM: start !== 0 }),
        fed: start,
        rows: new Map(),
      };
    }
    // The one that was used last is the last to go.
    this.#kept.delete(start);
    this.#kept.set(start, carried);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    if (carried.fed < end) this.#feed(carried, end);
    const known = carried.rows.get(row) ?? carried.screen.line(row);
    carried.rows.set(row, known);
    return known;
  }

  #feed(carried: Carried, end: number): void {
    carried.rows.clear();
    for (; carried.fed < end; carried.fed = Math.min(end, carried.fed + SLICE)) {
      const bytes = this.#bytes.slice(carried.fed, Math.min(end, carried.fed + SLICE));
      carried.screen.write(carried.decoder.decode(bytes, { stream: true }));
    }
  }

  /** A line of one row in which nothing moves needs no cells. */
  #stillLine(start: number, end: number, style: () => Style): RenderedLine | null {
    if (this.#still?.start === start && this.#still.end === end) return this.#still.line;
    if (this.#bytes.indexOf(RETURN, start, end) !== -1) return null;
    const decoded = decoder.decode(this.#bytes.slice(start, end));
    const text = start === 0 && decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded;
    if (kindOf(text) === "moving") return null;
    const line = renderLine(text, style());
    this.#still = { start, end, line };
    return line;
  }
}
