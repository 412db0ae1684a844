import type { LateRequests } from "./late-requests";

/** Delay in ms after the first lines, after which it is loaded anyway, to be available offline. */
const LOAD_DELAY_MS = 1_000;

/** The part of the worker that is loaded later; requests before that are queued in order. */
export class LatePart {
  loaded: LateRequests | undefined;
  readonly #load: () => Promise<LateRequests>;
  #loading: Promise<void> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(load: () => Promise<LateRequests>) {
    this.#load = load;
  }

  /** True if it has been requested and is not loaded yet. */
  get isLoading(): boolean {
    return this.#loading !== undefined && this.loaded === undefined;
  }

  loadSoon(): void {
    this.#soon ??= setTimeout(() => void this.run(() => undefined), LOAD_DELAY_MS);
  }

  async run(act: (late: LateRequests) => void): Promise<void> {
    this.#loading ??= this.#load().then((late) => {
      this.loaded = late;
    });
    try {
      await this.#loading;
    } catch {
      // Offline: the next request tries again.
      this.#loading = undefined;
    }
    if (this.loaded) act(this.loaded);
  }
}
