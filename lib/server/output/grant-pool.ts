import type { Heroku } from "@/lib/server/heroku/client";

export type Reader = { heroku: Heroku; leave: () => void };

/** The grants of an output's readers. API requests use the grant of a current reader, or of the last one. */
export class GrantPool {
  readonly #present = new Set<Reader>();
  #last: Heroku | undefined;

  get count(): number {
    return this.#present.size;
  }

  /** Sets the grant that is used without readers. */
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
   * Resolves to the first response that a reader's grant can get, and disconnects readers without access. Resolves to
   * null if no grant has access or the object is gone. Rejects if upstream fails.
   */
  async request<T>(call: (heroku: Heroku) => Promise<T>): Promise<T | null> {
    for (const reader of [...this.#present]) {
      try {
        return await call(reader.heroku);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        reader.leave();
      }
    }
    if (this.#last === undefined) return null;
    try {
      return await call(this.#last);
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

/** Compares the error id, because separate bundles have their own error classes. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "id" in error && REFUSALS.has(String(error.id));
}
