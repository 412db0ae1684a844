import { DRAWN, type LineStore } from "@/lib/output/line-store";
import { marksIn } from "@/lib/output/query";

/** Which part is drawn of the lines that are too long to be drawn at once. */
export class LongLines {
  /** From which byte of it a line is drawn. */
  readonly parts = new Map<number, number>();
  readonly #store: LineStore;

  constructor(store: LineStore) {
    this.#store = store;
  }

  turnTo(line: number, side: "before" | "after"): void {
    const { before, after } = this.#store.part(line, undefined, this.parts.get(line));
    const length = this.#store.end(line) - this.#store.start(line);
    this.parts.set(line, side === "after" ? length - after : Math.max(0, before - DRAWN));
  }

  /** Turns to the part that has a line's match of this number, and gives its number in that part. */
  turnToMark(line: number, nth: number, expression: RegExp): number {
    let left = nth;
    for (let from = 0; ; ) {
      const part = this.#store.part(line, undefined, from);
      const marks = marksIn(part.text, expression).length;
      if (left < marks || part.after === 0) {
        if (part.before + part.after > 0) this.parts.set(line, from);
        return left;
      }
      left -= marks;
      from = this.#store.end(line) - this.#store.start(line) - part.after;
    }
  }
}
