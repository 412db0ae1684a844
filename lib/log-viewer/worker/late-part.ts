import type { LateRequests } from "./late-requests";

/** Delay in ms after the first lines, after which it is loaded anyway, to be available offline. */
const SOON = 1_000;

/** The part of the worker that is loaded later; requests before that are queued in order. */
export class LaterPart {
  here: LateRequests | undefined;
  readonly #load: () => Promise<LateRequests>;
  #loading: Promise<void> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(load: () => Promise<LateRequests>) {
    this.#load = load;
  }

  /** True if it has been requested and is not loaded yet. */
  get awaited(): boolean {
    return this.#loading !== undefined && this.here === undefined;
  }

  soon(): void {
    this.#soon ??= setTimeout(() => void this.ask(() => undefined), SOON);
  }

  async ask(act: (later: LateRequests) => void): Promise<void> {
    this.#loading ??= this.#load().then((later) => {
      this.here = later;
    });
    try {
      await this.#loading;
    } catch {
      // Offline: the next request tries again.
      this.#loading = undefined;
    }
    if (this.here) act(this.here);
  }
}
