import type { Viewer } from "./subscriber";

/** At most this long (ms) waits a line when very many look. */
const LONGEST_MS = 50;
/** So many viewers are written to in about a millisecond. */
const PER_MS = 20;
/** Up to two hundred wait no longer than this (ms): with a line each 10 ms a longer wait would be one for each line. */
const SHORT_MS = 5;

/** Who looks at one output. What comes in quick succession is written to all of them in one go. */
export class Audience {
  readonly #viewers = new Set<Viewer>();
  readonly #heartbeatMs: number;
  #toldAt = 0;
  #telling: NodeJS.Timeout | undefined;
  #beating: NodeJS.Timeout | undefined;

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  join(viewer: Viewer): void {
    this.#viewers.add(viewer);
    this.#beating ??= setInterval(() => this.#beat(), this.#heartbeatMs / 3).unref();
  }

  left(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    clearInterval(this.#beating);
    this.#beating = undefined;
  }

  /** How far the one who is farthest has come; null when nobody looks. */
  get lead(): number | null {
    let lead: number | null = null;
    for (const { cursor } of this.#viewers) {
      if (cursor !== null) lead = Math.max(lead ?? 0, cursor);
    }
    return lead;
  }

  /** Whether bytes of this range are still on their way to anybody. */
  uses(from: number, to: number): boolean {
    return [...this.#viewers].some((viewer) => viewer.uses(from, to));
  }

  /** There is news: said at once, unless it was just a moment ago. */
  tell(): void {
    if (this.#telling) return;
    const cost = this.#viewers.size / PER_MS;
    const window = Math.min(LONGEST_MS, Math.max(Math.min(cost, SHORT_MS), cost - SHORT_MS));
    const left = this.#toldAt + window - performance.now();
    if (left < 1) this.tellNow();
    else this.#telling = setTimeout(() => this.tellNow(), left);
  }

  tellNow(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#toldAt = performance.now();
    for (const viewer of this.#viewers) viewer.advance();
  }

  #beat(): void {
    const silentSince = performance.now() - this.#heartbeatMs * 0.6;
    for (const viewer of this.#viewers) viewer.beat(silentSince);
  }
}
