/** Wakes everybody who waits, at once or together with what follows shortly. Times in ms. */
export class Bell {
  readonly #waiting = new Set<() => void>();
  #rangAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Resolves true when the bell rings, false when `timeoutMs` have passed before. */
  wait(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const woken = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(woken);
        resolve(false);
      }, timeoutMs);
      timer.unref();
      this.#waiting.add(woken);
    });
  }

  /** Rings at once unless it did within `windowMs`, else at the window's end: many waiters wake in few rounds. */
  ring(windowMs = 0): void {
    const left = this.#rangAt + windowMs - performance.now();
    if (left <= 0) this.#ringNow();
    else this.#timer ??= setTimeout(() => this.#ringNow(), left);
  }

  #ringNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#rangAt = performance.now();
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
