/** Aborts its signal after `limit` ms without a call of `reset`, and when `parent` aborts. */
export class Silence {
  readonly #controller = new AbortController();
  readonly #limit: number;
  readonly #parent: AbortSignal;
  readonly #stop = () => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `limit` in ms. */
  constructor(limit: number, parent: AbortSignal) {
    this.#limit = limit;
    this.#parent = parent;
    parent.addEventListener("abort", this.#stop);
    if (parent.aborted) this.#stop();
    this.reset();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#stop, this.#limit);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#parent.removeEventListener("abort", this.#stop);
  }
}

/** Resolves after `ms`, when `signal` aborts, or when the browser is online again. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      globalThis.removeEventListener?.("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    globalThis.addEventListener?.("online", done);
    if (signal.aborted) done();
  });
}
