import { densityOf } from "@/lib/output/density";
import { FilterLines } from "@/lib/output/filter-lines";
import { Finder } from "@/lib/output/finder";
import { DRAWN, type LineStore } from "@/lib/output/line-store";
import { expressionOf, marksIn, type Query } from "@/lib/output/query";
import { breathe } from "./breathe";
import type { FoundMatch, FromWorker } from "./worker-messages";

/** The page hears of progress so often. In ms. */
const PROGRESS = 80;
const BUCKETS = 400;

/** Searches an output in the worker as it grows, a slice at a time, so that lines can be drawn in between. */
export class WorkerFind {
  expression: RegExp | null = null;
  /** From which byte of it a very long line is drawn. */
  readonly parts = new Map<number, number>();
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  #finder: Finder | null = null;
  #filter: FilterLines | null = null;
  #shown = 0;
  #turn = 0;
  #over = false;
  #reading = false;
  #toldAt = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(store: LineStore, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
  }

  set(turn: number, query: Query | null, context: number | null): void {
    this.#turn = turn;
    this.expression = query ? expressionOf(query) : null;
    this.#finder = query && this.expression ? new Finder(query) : null;
    this.#filter = query && context !== null ? new FilterLines(context) : null;
    this.#shown = 0;
    this.#toldAt = 0;
    if (this.#finder) void this.#read();
    else if (query) this.#tell(true, "invalid");
  }

  /** Lines were added; once `over` no more will come. */
  grown(over: boolean): void {
    this.#over = over;
    if (over) this.#readOn();
    else if (this.#finder) this.#waiting ??= setTimeout(() => this.#readOn(), PROGRESS);
  }

  #readOn(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    if (this.#finder) void this.#read();
  }

  step(by: 1 | -1, current: number, line: number): void {
    const lines = this.#finder?.lines;
    if (!lines || lines.length === 0) {
      this.#post({ kind: "match", match: null });
      return;
    }
    const before = lines.upTo(line - 1);
    const next = current === -1 ? (by === 1 ? before : before - 1) : current + by;
    const index = (next + lines.length) % lines.length;
    this.#post({ kind: "match", match: this.#matchAt(index) });
  }

  /** Draws another part of a very long line from now on. */
  turnTo(line: number, side: "before" | "after"): void {
    const { before, after } = this.#store.part(line, undefined, this.parts.get(line));
    const length = this.#store.end(line) - this.#store.start(line);
    this.parts.set(line, side === "after" ? length - after : Math.max(0, before - DRAWN));
  }

  #matchAt(index: number): FoundMatch {
    const line = this.#finder?.lines.at(index) ?? 0;
    let nth = index - (this.#finder?.lines.upTo(line - 1) ?? 0);
    // Of a very long line the part is drawn in which the match stands.
    for (let from = 0; this.expression; ) {
      const part = this.#store.part(line, undefined, from);
      const marks = marksIn(part.text, this.expression).length;
      if (nth < marks || part.after === 0) {
        if (part.before > 0) this.parts.set(line, from);
        else this.parts.delete(line);
        break;
      }
      nth -= marks;
      from = this.#store.end(line) - this.#store.start(line) - part.after;
    }
    return { index, line, nth };
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    for (let done = false; !done && this.#finder; ) {
      const finder = this.#finder;
      const first = finder.lines.length === 0;
      done = finder.advance(this.#store, this.#over);
      const firstFound = first && finder.lines.length > 0;
      if (done || firstFound || performance.now() - this.#toldAt > PROGRESS) this.#tell(done, null);
      await breathe();
      if (this.#finder !== finder) done = false;
    }
    this.#reading = false;
  }

  #tell(done: boolean, problem: "invalid" | "slow" | null): void {
    this.#toldAt = performance.now();
    const lines = this.#finder?.lines;
    let shown: Float64Array<ArrayBuffer> | null = null;
    if (this.#filter && lines) {
      this.#filter.advance(lines, this.#over ? this.#store.count : this.#store.ended);
      shown = this.#filter.lines.slice(this.#shown);
      this.#shown = this.#filter.lines.length;
    }
    const density = lines ? densityOf(lines, Math.max(1, this.#store.count), BUCKETS) : [];
    const found = { count: lines?.length ?? 0, done, problem, density, shown };
    this.#post({ kind: "found", turn: this.#turn, found });
  }
}
