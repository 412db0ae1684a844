import type { DrawnLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { ToWorker } from "@/lib/log-viewer/worker/messages";

/** Lines kept: a few screens full. */
const KEPT = 3_000;
/** A line that was asked for and did not come is asked for again after this. In ms. */
const TIMEOUT_MS = 2_000;

/** The lines that were drawn lately, and those that have been asked for. */
export class LineCache {
  readonly #send: (message: ToWorker) => void;
  readonly #kept = new Map<number, DrawnLine>();
  readonly #asked = new Map<number, number>();
  /** What is kept but was drawn for another search: it stands until the new drawing comes. */
  #old = new Set<number>();
  #ended = 0;

  constructor(send: (message: ToWorker) => void) {
    this.#send = send;
  }

  get(line: number): DrawnLine | undefined {
    return this.#kept.get(line);
  }

  /** Asks for another part of a very long line. */
  part(line: number, side: "before" | "after"): void {
    this.#send({ kind: "part", line, side });
  }

  /** Asks for those of the lines that are not here. */
  want(lines: readonly number[]): void {
    const now = performance.now();
    const missing = lines.filter(
      (line) =>
        (!this.#kept.has(line) || this.#old.has(line)) &&
        now - (this.#asked.get(line) ?? -TIMEOUT_MS) >= TIMEOUT_MS,
    );
    if (missing.length === 0) return;
    for (const line of missing) this.#asked.set(line, now);
    this.#send({ kind: "lines", lines: missing });
  }

  /** So many lines are complete: the one that was still growing has to be drawn anew, and all from `changed` on. */
  grown(ended: number, changed: number): void {
    if (changed < ended) {
      for (const line of this.#kept.keys()) {
        if (line < changed) continue;
        this.#old.add(line);
        this.#asked.delete(line);
      }
    }
    for (const line of [this.#ended, ended]) {
      if (this.#kept.has(line)) this.#old.add(line);
      this.#asked.delete(line);
    }
    this.#ended = ended;
  }

  /** `latest`: they were drawn for the search that is made now. */
  take(lines: readonly DrawnLine[], latest: boolean): void {
    if (this.#kept.size > KEPT) this.clear();
    for (const line of lines) {
      if (latest) {
        this.#old.delete(line.line);
        this.#asked.delete(line.line);
      } else if (this.#kept.has(line.line)) continue;
      else this.#old.add(line.line);
      this.#kept.set(line.line, line);
    }
  }

  /** A line has to be drawn anew: another part of it. */
  again(line: number): void {
    if (this.#kept.has(line)) this.#old.add(line);
    this.#asked.delete(line);
  }

  /** Everything has to be drawn anew; until then it stands as it is. */
  stale(): void {
    this.#old = new Set(this.#kept.keys());
    this.#asked.clear();
  }

  clear(): void {
    this.#kept.clear();
    this.#old.clear();
    this.#asked.clear();
  }
}
