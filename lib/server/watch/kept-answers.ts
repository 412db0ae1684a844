import { isOutage } from "@/lib/server/heroku/last-reads";

type Entry<T> = { at: number; answer: Promise<T> };

/**
 * Answers of upstream that change rarely, kept for a while. A key must begin with the grant's id: what one account
 * may read is never told to another. When upstream is down an older answer is given once more.
 */
export class KeptAnswers<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #freshMs: number;
  readonly #max: number;

  constructor({ freshMs, max }: { freshMs: number; max: number }) {
    this.#freshMs = freshMs;
    this.#max = max;
  }

  /** What is known, else what `ask` answers: asked once for all who wait. A failure is not kept. */
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

  /** When the answer that is kept was asked for (ms); null when there is none. An older one stays older in an outage. */
  askedAt(key: string): number | null {
    return this.#entries.get(key)?.at ?? null;
  }

  forget(): void {
    this.#entries.clear();
  }
}
