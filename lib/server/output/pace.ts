import { wait } from "@/lib/async";

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
