/** Wakes everybody who waits. Times in ms. */
export class Bell {
  readonly #waiting = new Set<() => void>();

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

  ring(): void {
    if (this.#waiting.size === 0) return;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
