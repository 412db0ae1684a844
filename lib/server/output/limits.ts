import { wait } from "@/lib/async";

/** Times in ms, sizes in bytes. Tests inject smaller ones. */
export type OutputLimits = {
  /** Silence (no byte, not even a NUL) after which an upstream connection is closed. */
  idleMs: number;
  /** First and longest backoff before a reconnect; it doubles in between. */
  retryMs: { first: number; longest: number };
  /** Interval between attempts while the stream does not exist yet, and between polls of a lagging status. */
  pollMs: number;
  /** The wait for the first byte of a pending build or release. */
  waitingMs: number;
  /** The wait while upstream is down, or while the status stays pending after the end of the stream. */
  stuckMs: number;
  /** Interval of status polls while bytes or NULs arrive. */
  statusPollMs: number;
  /** An output up to this size is read once more after its first clean end: a lost connection can look like one. */
  confirmBytes: number;
  /** From this size on, a new connection requests a resumption; a shorter output is replayed. */
  resumeBytes: number;
  /** Interval of session checks. */
  sessionMs: number;
  /** Silence after which subscribers get a NUL, so that proxies keep the connection. */
  heartbeatMs: number;
  /** The time until an output without readers is closed. */
  graceMs: number;
  /** The maximum bytes of one output in memory; its older bytes move to a file. */
  memoryBytes: number;
  /** The maximum length of an output; the rest is not read. */
  spoolBytes: number;
  /** The maximum bytes of stored outputs; the least recently read are evicted first. */
  cacheBytes: number;
};

export const outputLimits: OutputLimits = {
  idleMs: 60_000,
  retryMs: { first: 200, longest: 15_000 },
  pollMs: 1_000,
  waitingMs: 70 * 60_000,
  stuckMs: 10 * 60_000,
  statusPollMs: 30_000,
  confirmBytes: 4 * 1024 ** 2,
  resumeBytes: 1024 ** 2,
  sessionMs: 5_000,
  heartbeatMs: 15_000,
  graceMs: 60_000,
  memoryBytes: 64 * 1024 ** 2,
  spoolBytes: 2 * 1024 ** 3,
  cacheBytes: 2 * 1024 ** 3,
};

const STEP_MS = 2;
/** The total time in ms by which slow subscribers may delay one output. */
const MAX_DELAY_MS = 5_000;

/**
 * Slows the reading of a long burst, so that the fastest subscriber reads from memory instead of disk. `ahead` returns
 * true if reading is too far ahead of all subscribers.
 */
export class Pace {
  readonly #ahead: () => boolean;
  #remainingMs = MAX_DELAY_MS;

  constructor(ahead: () => boolean) {
    this.#ahead = ahead;
  }

  /** Resolves when reading may continue; null if it may continue now. */
  delay(): Promise<void> | null {
    return this.#remainingMs > 0 && this.#ahead() ? this.#wait() : null;
  }

  async #wait(): Promise<void> {
    while (this.#remainingMs > 0 && this.#ahead()) {
      this.#remainingMs -= STEP_MS;
      await wait(STEP_MS);
    }
  }
}
