import type { FromWorker, ToWorker } from "@/lib/log-viewer/worker/messages";

/** A worker without listeners ends after this. In ms. */
const IDLE = 3_000;

type Hooks = {
  /** What the worker begins with. */
  begin(): ToWorker;
  /** A new worker is there and knows nothing yet. */
  made(): void;
  take(message: FromWorker): void;
  /** It has ended, and what it knew with it. */
  ended(): void;
};

/** The worker of one output: it begins at once, while the page is still being made, and ends when nobody listens. */
export class LogWorker {
  readonly #hooks: Hooks;
  #worker: Worker | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** It reads already, though nobody has begun to listen. */
  #early = false;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    // On the server there is none.
    if (typeof Worker === "undefined") return;
    this.start();
    this.#early = true;
    this.#endSoon();
  }

  send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Somebody listens. `more`: there may be more to read. */
  goOn(more: boolean): void {
    clearTimeout(this.#idle);
    if (more && !this.#early) this.start();
    this.#early = false;
  }

  start(): void {
    clearTimeout(this.#idle);
    if (!this.#worker) {
      this.#worker = new Worker(new URL("../../worker/output-worker.ts", import.meta.url), {
        type: "module",
      });
      this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hooks.take(data);
      this.#hooks.made();
    }
    this.send(this.#hooks.begin());
  }

  /** Nobody listens any more. */
  pause(): void {
    this.send({ kind: "pause" });
    this.#endSoon();
  }

  #endSoon(): void {
    this.#idle = setTimeout(() => {
      this.#worker?.terminate();
      this.#worker = undefined;
      this.#early = false;
      this.#hooks.ended();
    }, IDLE);
  }
}
