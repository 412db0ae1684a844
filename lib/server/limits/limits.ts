import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/server/process/per-process";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The largest body in bytes, and the time within which it must be complete. */
export type BodyLimit = { maxBytes: number; ms: number };
/** A number of events within a period. */
type RateLimit = { max: number; ms: number };

/** Limits per client. A parameter, so that tests can set their own. */
export type Limits = {
  /** Of unauthenticated routes: sign-in, webhooks. */
  openBody: BodyLimit;
  jsonBody: BodyLimit;
  /** The time a client may go on sending a body after the response, before the connection is closed. */
  unreadBodyMs: number;
  /** New devices from one address. */
  newPairings: RateLimit;
  /** Waiting devices in total; beyond it the oldest gets a new code. */
  openPairings: number;
  /** Wrong pairing codes from one account, and from one address. */
  wrongCodes: RateLimit;
  wrongCodesOfAddress: RateLimit;
};

export const limits: Limits = {
  openBody: { maxBytes: 64 * 1024, ms: 10 * SECOND },
  jsonBody: { maxBytes: 1024 * 1024, ms: 10 * SECOND },
  unreadBodyMs: 10 * SECOND,
  newPairings: { max: 10, ms: MINUTE },
  openPairings: 2_000,
  wrongCodes: { max: 10, ms: 10 * MINUTE },
  wrongCodesOfAddress: { max: 30, ms: 10 * MINUTE },
};

/** The most addresses or accounts that a counter stores; the one whose last event is the oldest is evicted. */
const MAX_KEYS = 10_000;

/** Counts events by key (an address, an account) in a sliding window. */
export class Counter {
  readonly #limit: RateLimit;
  readonly #events = new LRUCache<string, number[]>({ max: MAX_KEYS });

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Returns true if a key has reached the limit; false without a key. */
  isFull(key: string | null, now: Date): boolean {
    return key !== null && this.#recent(key, now).length >= this.#limit.max;
  }

  record(key: string | null, now: Date): void {
    if (key === null) return;
    this.#events.set(key, [...this.#recent(key, now), now.getTime()].slice(-this.#limit.max));
  }

  /** Returns the seconds until the oldest event leaves the window. */
  retryAfter(key: string | null, now: Date): number {
    const [oldest] = key === null ? [] : this.#recent(key, now);
    return oldest === undefined ? 0 : Math.ceil((oldest + this.#limit.ms - now.getTime()) / 1000);
  }

  #recent(key: string, now: Date): number[] {
    const since = now.getTime() - this.#limit.ms;
    return (this.#events.peek(key) ?? []).filter((at) => at > since);
  }
}

export const counters = perProcess("counters", () => new Map<string, Counter>());

/** Returns the counter of this name in this process. */
export function counterOf(name: string, limit: RateLimit): Counter {
  const counter = counters().get(name) ?? new Counter(limit);
  counters().set(name, counter);
  return counter;
}
