import { setTimeout } from "node:timers/promises";

const STEP_MS = 2;
/** Of one output, in all: who reads slowly holds nothing up for longer. */
const PATIENCE_MS = 5_000;

/**
 * Lets the quickest viewer of a long burst keep up, so that it reads from memory and not from the disk behind.
 * `ahead` says whether reading is too far ahead of all viewers.
 */
export class Pace {
  readonly #ahead: () => boolean;
  #patienceMs = PATIENCE_MS;

  constructor(ahead: () => boolean) {
    this.#ahead = ahead;
  }

  /** Resolves when reading may go on; null when it may now. */
  keep(): Promise<void> | null {
    return this.#patienceMs > 0 && this.#ahead() ? this.#wait() : null;
  }

  async #wait(): Promise<void> {
    while (this.#patienceMs > 0 && this.#ahead()) {
      this.#patienceMs -= STEP_MS;
      await setTimeout(STEP_MS);
    }
  }
}
