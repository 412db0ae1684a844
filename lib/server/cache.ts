import { LRUCache } from "lru-cache";
import { isOutage } from "@/lib/errors/slipway-error";

type Entry<T> = { value: T; requestedAt: number };
type Request<T> = { now: number; read: (before: T | undefined) => Promise<T> };

export type CacheOptions = {
  /** How long a value is fresh after its read began, in ms. */
  freshMs: number;
  /** The most values; the least recently used one is evicted. */
  max: number;
  /** True if the stale value is returned while upstream fails. */
  staleOnOutage?: boolean;
};

/**
 * Caches values by key and reads a missing or stale one once for all concurrent callers. Failures are not cached. A key of
 * upstream data begins with the grant's id, so that no account receives another's.
 */
export class ReadThroughCache<T> {
  readonly #entries: LRUCache<string, Entry<T>, Request<T>>;
  readonly #freshMs: number;

  constructor({ freshMs, max, staleOnOutage = false }: CacheOptions) {
    this.#freshMs = freshMs;
    this.#entries = new LRUCache({
      max,
      // An entry that is evicted or deleted during its read still answers those who wait for it.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, before, { context, options }) => {
        try {
          return { value: await context.read(before?.value), requestedAt: context.now };
        } catch (error) {
          options.allowStaleOnFetchRejection = staleOnOutage && before !== undefined && isOutage(error);
          throw error;
        }
      },
    });
  }

  /**
   * Returns the cached value while it is fresh, otherwise the result of `read`, which receives the stale value.
   * `isFresh` replaces the check of the age (ms).
   */
  async get(
    key: string,
    now: number,
    read: Request<T>["read"],
    isFresh = (_value: T, age: number): boolean => age < this.#freshMs,
  ): Promise<T> {
    const cached = this.#entries.peek(key);
    const forceRefresh = cached !== undefined && !isFresh(cached.value, now - cached.requestedAt);
    const entry = await this.#entries.forceFetch(key, { forceRefresh, context: { now, read } });
    return entry.value;
  }

  /** Returns when the read of the cached value began (ms), unchanged by an outage; null when there is none. */
  requestedAt(key: string): number | null {
    return this.#entries.peek(key)?.requestedAt ?? null;
  }

  /** Returns the cached values with their keys. */
  *entries(): Generator<[string, T]> {
    for (const [key, { value }] of this.#entries.entries()) yield [key, value];
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
