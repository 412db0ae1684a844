import type { DrawnLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { ToWorker } from "@/lib/log-viewer/worker/messages";

/** The maximum number of cached lines. */
const KEPT = 3_000;
/** Time in ms after which an unanswered request is repeated. */
const TIMEOUT_MS = 2_000;

/** The recently rendered lines, and the requested ones. */
export class LineCache {
  readonly #send: (message: ToWorker) => void;
  readonly #kept = new Map<number, DrawnLine>();
  readonly #asked = new Map<number, number>();
  /** Cached lines with outdated content, which stays until the new rendering arrives. */
  #old = new Set<number>();
  #ended = 0;

  constructor(send: (message: ToWorker) => void) {
    this.#send = send;
  }

  get(line: number): DrawnLine | undefined {
    return this.#kept.get(line);
  }

  /** Requests another part of a long line. */
  part(line: number, side: "before" | "after"): void {
    this.#send({ kind: "part", line, side });
  }

  /** Requests the missing lines. */
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

  /** `ended` lines are complete. The line that was growing is outdated, and all lines from `changed` on. */
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

  /** `latest`: true if the lines were rendered for the current search. */
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

  /** Marks a line as outdated. */
  again(line: number): void {
    if (this.#kept.has(line)) this.#old.add(line);
    this.#asked.delete(line);
  }

  /** Marks all lines as outdated. */
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
