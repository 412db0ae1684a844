import type { LateRequests } from "./late-requests";

/** Unasked it is loaded this long after the first lines were shown, so that it is there when the network is not. In ms. */
const SOON = 1_000;

/** The part of the worker that is loaded later, and what is asked of it until it is there, in order. */
export class LaterPart {
  here: LateRequests | undefined;
  readonly #load: () => Promise<LateRequests>;
  #loading: Promise<void> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(load: () => Promise<LateRequests>) {
    this.#load = load;
  }

  /** Whether it has been asked for and is not there yet. */
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
      // Offline just now: whoever asks next tries again.
      this.#loading = undefined;
    }
    if (this.here) act(this.here);
  }
}
