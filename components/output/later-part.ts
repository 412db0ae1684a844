import type { WorkerLater } from "./worker-later";

/** The part of the worker that is loaded later, and what is asked of it until it is there, in order. */
export class LaterPart {
  here: WorkerLater | undefined;
  readonly #load: () => Promise<WorkerLater>;
  #loading: Promise<void> | undefined;

  constructor(load: () => Promise<WorkerLater>) {
    this.#load = load;
  }

  /** Whether it has been asked for and is not there yet. */
  get awaited(): boolean {
    return this.#loading !== undefined && this.here === undefined;
  }

  async ask(act: (later: WorkerLater) => void): Promise<void> {
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
