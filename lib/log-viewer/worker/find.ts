import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import type { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";
import { marksWithin, type ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import { FilterLines } from "@/lib/log-viewer/engine/search/filter-lines";
import { Finder } from "@/lib/log-viewer/engine/search/finder";
import { expressionOf, type Mark, marksIn, type Query } from "@/lib/log-viewer/engine/search/query";
import type { LongLines } from "./long-lines";
import type { FoundMatch, FromWorker } from "./messages";
import { RegexpPort } from "./regexp-port";
import { yieldToEventLoop } from "./yield-to-event-loop";

/** Minimum times in ms between progress reports, and between yields to other messages. */
const PROGRESS_MS = 80;
const YIELD_MS = 8;
const BUCKETS = 400;

/** Searches an output in the worker as it grows, in slices between which lines can be rendered. */
export class WorkerFind {
  /** The expression whose matches are marked in lines; null without a search, and for patterns, which run elsewhere. */
  expression: RegExp | null = null;
  readonly regexp = new RegexpPort();
  /** The page's number of the current search. */
  searchId = 0;
  readonly #store: LineStore;
  readonly #long: LongLines;
  readonly #post: (message: FromWorker) => void;
  #query: Query | null = null;
  #finder: Finder | null = null;
  #filter: FilterLines | null = null;
  #shown = 0;
  /** True if the filtered lines must be sent from the start. */
  #reset = false;
  #over = false;
  #reading = false;
  #reportedAt = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(store: LineStore, long: LongLines, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#long = long;
    this.#post = post;
  }

  set(searchId: number, query: Query | null, context: number | null): void {
    this.searchId = searchId;
    const expression = query ? expressionOf(query) : null;
    this.expression = query?.regexp ? null : expression;
    this.#query = query;
    this.#finder = query && expression ? new Finder(query) : null;
    this.#filter = query && context !== null ? new FilterLines(context) : null;
    this.#shown = 0;
    this.#reset = false;
    this.#reportedAt = 0;
    if (this.#finder) void this.#read();
    else if (query) this.#report(true, "invalid");
  }

  /** Called after lines were added; `over`: true if no more will come. */
  onGrow(over: boolean): void {
    this.#over = over;
    if (over) this.#readOn();
    else if (this.#finder) this.#waiting ??= setTimeout(() => this.#readOn(), PROGRESS_MS);
  }

  step(by: 1 | -1, current: number, line: number): void {
    const lines = this.#finder?.lines;
    if (!lines || lines.length === 0) {
      this.#post({ kind: "match", match: null });
      return;
    }
    const before = lines.upTo(line - 1);
    const next = current === -1 ? (by === 1 ? before : before - 1) : current + by;
    void this.#goTo((next + lines.length) % lines.length);
  }

  /** Adds the marks of a pattern, which runs elsewhere, to rendered lines. Returns null if not applicable. */
  async mark(lines: ShownLine[]): Promise<ShownLine[] | null> {
    const query = this.#query;
    if (!query?.regexp || !this.#finder || lines.length === 0) return null;
    const texts = lines.map(({ line }) => this.#store.text(line));
    const answer = await this.regexp.request(query, texts, true);
    if (!answer || this.#query !== query) return null;
    return lines.map((line, index) => {
      const end = (texts[index]?.length ?? 0) - line.after;
      return { ...line, marks: marksWithin(answer.marks[index] ?? [], line.before, end) };
    });
  }

  async #goTo(index: number): Promise<void> {
    const finder = this.#finder;
    const line = finder?.lines.at(index) ?? 0;
    const nth = index - (finder?.lines.upTo(line - 1) ?? 0);
    const marks = this.#long.isLong(line) ? await this.#marksOf(line) : null;
    if (this.#finder !== finder) return;
    const part = marks ? this.#long.showMark(line, nth, marks) : nth;
    const match: FoundMatch = { index, line, nth: part };
    this.#post({ kind: "match", match });
  }

  async #marksOf(line: number): Promise<readonly Mark[]> {
    const text = this.#store.text(line);
    if (this.expression) return marksIn(text, this.expression);
    const answer = this.#query && (await this.regexp.request(this.#query, [text], true));
    return answer?.marks[0] ?? [];
  }

  /** Called when lines from this one on have changed. */
  changed(line: number): void {
    if (!this.#finder?.rewind(line) || !this.#filter) return;
    this.#filter = new FilterLines(this.#filter.context);
    this.#shown = 0;
    this.#reset = true;
  }

  #readOn(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    if (this.#finder) void this.#read();
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    let yieldedAt = performance.now();
    for (let done = false; !done && this.#finder; ) {
      const finder = this.#finder;
      const first = finder.lines.length === 0;
      const state = this.expression ? finder.advance(this.#store, this.#over) : await this.#elsewhere(finder);
      if (this.#finder !== finder) continue;
      if (state === "slow") this.#finder = null;
      done = state !== false;
      const firstFound = first && finder.lines.length > 0;
      if (state === "slow") this.#report(true, "slow");
      else if (done || firstFound || performance.now() - this.#reportedAt > PROGRESS_MS)
        this.#report(done, null);
      if (!done && performance.now() - yieldedAt < YIELD_MS) continue;
      await yieldToEventLoop();
      yieldedAt = performance.now();
      if (this.#finder !== finder) done = false;
    }
    this.#reading = false;
  }

  async #elsewhere(finder: Finder): Promise<boolean | "slow"> {
    const texts = finder.texts(this.#store, this.#over);
    if (!texts || !this.#query) return true;
    const answer = await this.regexp.request(this.#query, texts, false);
    if (!answer) return "slow";
    finder.addResults(texts.length, answer.lines);
    return false;
  }

  #report(done: boolean, problem: "invalid" | "slow" | null): void {
    this.#reportedAt = performance.now();
    const lines = this.#finder?.lines;
    let shown: Float64Array<ArrayBuffer> | null = null;
    if (this.#filter && lines) {
      this.#filter.advance(lines, this.#over ? this.#store.count : this.#store.settled);
      shown = this.#filter.lines.slice(this.#shown);
      this.#shown = this.#filter.lines.length;
    }
    const density = lines ? densityOf(lines, Math.max(1, this.#store.count), BUCKETS) : [];
    const found = { count: lines?.length ?? 0, done, problem, density, shown, reset: this.#reset };
    this.#reset = false;
    this.#post({ kind: "found", searchId: this.searchId, found });
  }
}

/** The maximum number of matches that are sampled; the picture is a few hundred pixels high. */
const MAX_SAMPLES = 50_000;

/** Returns the indexes of those of `buckets` equal parts of an output that have matches, ascending. */
function densityOf(lines: NumberList, count: number, buckets: number): number[] {
  const step = Math.max(1, Math.ceil(lines.length / MAX_SAMPLES));
  const parts = new Set<number>();
  for (let at = 0; at < lines.length; at += step) parts.add(Math.floor((lines.at(at) / count) * buckets));
  return [...parts].sort((a, b) => a - b);
}
