import { type LineStore, RENDERED } from "@/lib/log-viewer/engine/bytes/line-store";
import { marksWithin } from "@/lib/log-viewer/engine/lines/line-rows";
import type { Mark } from "@/lib/log-viewer/engine/search/query";

/** The rendered parts of the lines that are too long to be rendered at once. */
export class LongLines {
  /** By line: the UTF-16 unit at which the rendered part starts. */
  readonly parts = new Map<number, number>();
  readonly #store: LineStore;

  constructor(store: LineStore) {
    this.#store = store;
  }

  showPart(line: number, side: "before" | "after"): void {
    const { text, before } = this.#store.part(line, undefined, this.parts.get(line));
    this.parts.set(line, side === "after" ? before + text.length : Math.max(0, before - RENDERED));
  }

  isLong(line: number): boolean {
    return this.#store.text(line).length > RENDERED;
  }

  /** Selects the part of a long line with its mark number `nth`. Returns the mark's number in that part. */
  showMark(line: number, nth: number, marks: readonly Mark[]): number {
    const mark = marks[nth];
    if (!mark) return nth;
    const part = Math.floor(mark.from / RENDERED) * RENDERED;
    this.parts.set(line, mark.to <= part + RENDERED ? part : Math.max(0, mark.to - RENDERED));
    const { before, text } = this.#store.part(line, undefined, this.parts.get(line));
    const within = marksWithin(marks.slice(0, nth + 1), before, before + text.length);
    return Math.max(0, within.length - 1);
  }
}
