/** Resolves all pending waits at once. Times in ms. */
export class Notifier {
  readonly #waiting = new Set<() => void>();

  /** Resolves to true on the next `notifyAll`, to false after `timeoutMs`. */
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

  notifyAll(): void {
    if (this.#waiting.size === 0) return;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}
