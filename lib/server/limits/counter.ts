import type { RateLimit } from "./limits";

declare global {
  var slipwayCounters: Map<string, Counter> | undefined;
}

/** Addresses and accounts that are remembered; then those without a recent event are forgotten. */
const MAX_KEYS = 10_000;

/** Counts events by key (an address, an account) in a sliding window. */
export class Counter {
  readonly #limit: RateLimit;
  readonly #events = new Map<string, number[]>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Whether a key has had as many events as it may have; a client without a known key never has. */
  isFull(key: string | null, now: Date): boolean {
    return key !== null && this.#recent(key, now).length >= this.#limit.max;
  }

  note(key: string | null, now: Date): void {
    if (key === null) return;
    if (this.#events.size >= MAX_KEYS) this.#forget(now);
    this.#events.set(key, [...this.#recent(key, now), now.getTime()].slice(-this.#limit.max));
  }

  /** In how many seconds the oldest event that counts is over. */
  retryAfter(key: string | null, now: Date): number {
    const [oldest] = key === null ? [] : this.#recent(key, now);
    return oldest === undefined ? 0 : Math.ceil((oldest + this.#limit.ms - now.getTime()) / 1000);
  }

  #recent(key: string, now: Date): number[] {
    const since = now.getTime() - this.#limit.ms;
    return (this.#events.get(key) ?? []).filter((at) => at > since);
  }

  #forget(now: Date): void {
    for (const key of this.#events.keys()) if (this.#recent(key, now).length === 0) this.#events.delete(key);
    // All are recent: the key that has been there the longest makes room.
    const [first] = this.#events.keys();
    if (first !== undefined && this.#events.size >= MAX_KEYS) this.#events.delete(first);
  }
}

/** The counter of this name in this process; routes are bundled apart and share only what is global. */
export function counterOf(name: string, limit: RateLimit): Counter {
  globalThis.slipwayCounters ??= new Map();
  const counter = globalThis.slipwayCounters.get(name) ?? new Counter(limit);
  globalThis.slipwayCounters.set(name, counter);
  return counter;
}
