import type { Heroku } from "@/lib/server/heroku/client";

export type Reader = { heroku: Heroku; leave: () => void };

/** Who reads an output. Questions to the API are asked with the grant of one who does, or did last. */
export class Readers {
  readonly #present = new Set<Reader>();
  #last: Heroku | undefined;

  get count(): number {
    return this.#present.size;
  }

  /** A grant to ask with while nobody has joined yet, and after the last one left. */
  remember(heroku: Heroku): void {
    this.#last = heroku;
  }

  join(reader: Reader): void {
    this.#present.add(reader);
    this.#last = reader.heroku;
  }

  left(reader: Reader): void {
    this.#present.delete(reader);
  }

  /**
   * The first answer that one of the readers may have; readers who may no longer are sent away. Null when none
   * may, or what is asked for is gone. Rejects while upstream does not answer.
   */
  async ask<T>(question: (heroku: Heroku) => Promise<T>): Promise<T | null> {
    for (const reader of [...this.#present]) {
      try {
        return await question(reader.heroku);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        reader.leave();
      }
    }
    if (this.#last === undefined) return null;
    try {
      return await question(this.#last);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  }
}

const REFUSALS = new Set([
  "unauthorized",
  "forbidden",
  "missing_scope",
  "suspended",
  "two_factor",
  "not_found",
  "app_not_found",
]);

/** By its id: a reader that joined at another door has that door's own classes. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "id" in error && REFUSALS.has(String(error.id));
}
