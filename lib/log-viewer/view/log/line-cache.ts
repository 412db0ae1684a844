import type { ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { ToWorker } from "@/lib/log-viewer/worker/messages";

/** The maximum number of cached lines. */
const MAX_LINES = 3_000;
/** Time in ms after which an unanswered request is repeated. */
const TIMEOUT_MS = 2_000;

/** The recently rendered lines, and the requested ones. */
export class LineCache {
  readonly #send: (message: ToWorker) => void;
  readonly #lines = new Map<number, ShownLine>();
  readonly #requestedAt = new Map<number, number>();
  /** Cached lines with outdated content, which stays until the new rendering arrives. */
  #outdated = new Set<number>();
  #ended = 0;

  constructor(send: (message: ToWorker) => void) {
    this.#send = send;
  }

  get(line: number): ShownLine | undefined {
    return this.#lines.get(line);
  }

  /** Requests another part of a long line. */
  part(line: number, side: "before" | "after"): void {
    this.#send({ kind: "part", line, side });
  }

  /** Requests the missing lines. */
  request(lines: readonly number[]): void {
    const now = performance.now();
    const missing = lines.filter(
      (line) =>
        (!this.#lines.has(line) || this.#outdated.has(line)) &&
        now - (this.#requestedAt.get(line) ?? -TIMEOUT_MS) >= TIMEOUT_MS,
    );
    if (missing.length === 0) return;
    for (const line of missing) this.#requestedAt.set(line, now);
    this.#send({ kind: "lines", lines: missing });
  }

  /**
   * `ended`: the number of complete lines. Marks the last line, before and now, and all lines from
   * `changed` on as outdated.
   */
  onGrow(ended: number, changed: number): void {
    if (changed < ended) {
      for (const line of this.#lines.keys()) {
        if (line < changed) continue;
        this.#outdated.add(line);
        this.#requestedAt.delete(line);
      }
    }
    for (const line of [this.#ended, ended]) {
      if (this.#lines.has(line)) this.#outdated.add(line);
      this.#requestedAt.delete(line);
    }
    this.#ended = ended;
  }

  /** `latest`: true if the lines were rendered for the current search. */
  take(lines: readonly ShownLine[], latest: boolean): void {
    if (this.#lines.size > MAX_LINES) this.clear();
    for (const line of lines) {
      if (latest) {
        this.#outdated.delete(line.line);
        this.#requestedAt.delete(line.line);
      } else if (this.#lines.has(line.line)) continue;
      else this.#outdated.add(line.line);
      this.#lines.set(line.line, line);
    }
  }

  /** Marks a line as outdated. */
  invalidate(line: number): void {
    if (this.#lines.has(line)) this.#outdated.add(line);
    this.#requestedAt.delete(line);
  }

  /** Marks all lines as outdated. */
  invalidateAll(): void {
    this.#outdated = new Set(this.#lines.keys());
    this.#requestedAt.clear();
  }

  clear(): void {
    this.#lines.clear();
    this.#outdated.clear();
    this.#requestedAt.clear();
  }
}
