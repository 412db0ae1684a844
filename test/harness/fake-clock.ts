import type { Schedule } from "@/lib/server/watch/run";

type Timer = { at: number; act: () => void };

/** A manual clock. Times in ms. */
export class FakeClock {
  #time: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 10, 21, 9)) {
    this.#time = start;
  }

  now = (): number => this.#time;

  schedule: Schedule = (ms, act) => {
    const timer = { at: this.#time + ms, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Advances, runs the timers due until then in order, and lets each one's consequences happen. */
  async advance(ms: number): Promise<void> {
    const until = this.#time + ms;
    await settled();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#timers.delete(next);
      this.#time = Math.max(this.#time, next.at);
      next.act();
      await settled();
    }
    this.#time = until;
  }

  #next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    return first;
  }
}

/** Resolves when everything that only waits for promises is done. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
