import { isOutage } from "@/lib/server/heroku/last-reads";

type Entry<T> = { at: number; answer: Promise<T> };

/**
 * Caches upstream answers that rarely change. A key must begin with the grant's id, so that one account never receives
 * another's data. During an outage a stale answer is returned.
 */
export class AnswerCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #freshMs: number;
  readonly #max: number;

  constructor({ freshMs, max }: { freshMs: number; max: number }) {
    this.#freshMs = freshMs;
    this.#max = max;
  }

  /** Returns the cached answer, or calls `ask` once for all concurrent callers. Failures are not cached. */
  get(key: string, now: number, ask: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known && now - known.at < this.#freshMs) return known.answer;
    const answer = ask().catch((error: unknown) => {
      this.#entries.delete(key);
      if (!known || !isOutage(error)) throw error;
      this.#entries.set(key, known);
      return known.answer;
    });
    this.#entries.delete(key);
    this.#entries.set(key, { at: now, answer });
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > this.#max && !oldest.done) this.#entries.delete(oldest.value);
    return answer;
  }

  /** Returns when the cached answer was requested (ms), unchanged by an outage; null when there is none. */
  askedAt(key: string): number | null {
    return this.#entries.get(key)?.at ?? null;
  }

  forget(): void {
    this.#entries.clear();
  }
}
