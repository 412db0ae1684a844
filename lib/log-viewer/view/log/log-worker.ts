import type { FromWorker, ToWorker } from "@/lib/log-viewer/worker/messages";

/** A worker without listeners is terminated after this time in ms. */
const IDLE_MS = 3_000;

type Hooks = {
  /** The first message to the worker. */
  startMessage(): ToWorker;
  /** Called when a new worker was created. */
  onCreate(): void;
  take(message: FromWorker): void;
  /** Called when the worker was terminated, and its data with it. */
  onEnd(): void;
};

/** The worker of one output. Starts at once, while the page is still rendering; ends without listeners. */
export class LogWorker {
  readonly #hooks: Hooks;
  #worker: Worker | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** True while the worker reads before the first listener. */
  #early = false;

  constructor(hooks: Hooks) {
    this.#hooks = hooks;
    // There are no workers on the server.
    if (typeof Worker === "undefined") return;
    this.start();
    this.#early = true;
    this.#endSoon();
  }

  send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Called when the first listener subscribes. `more`: true if the output may continue. */
  resume(more: boolean): void {
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
      this.#hooks.onCreate();
    }
    this.send(this.#hooks.startMessage());
  }

  /** Called when the last listener has unsubscribed. */
  pause(): void {
    this.send({ kind: "pause" });
    this.#endSoon();
  }

  #endSoon(): void {
    this.#idle = setTimeout(() => {
      this.#worker?.terminate();
      this.#worker = undefined;
      this.#early = false;
      this.#hooks.onEnd();
    }, IDLE_MS);
  }
}

/** Requests to the worker with one response: text to copy, a file to save. */
export class LogRequests {
  readonly #send: (message: ToWorker) => void;
  readonly #texts = new Map<number, (text: string) => void>();
  readonly #files: ((file: Blob) => void)[] = [];
  #lastId = 0;

  constructor(send: (message: ToWorker) => void) {
    this.#send = send;
  }

  /** Resolves to lines as text, from 0, both ends inclusive. */
  text(from: number, to: number, colors = false): Promise<string> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#texts.set(id, resolve);
      this.#send({ kind: "text", id, from, to, colors });
    });
  }

  /** Resolves to the whole output as a file, without colors. */
  file(): Promise<Blob> {
    return new Promise((resolve) => {
      this.#files.push(resolve);
      this.#send({ kind: "file" });
    });
  }

  take(message: Extract<FromWorker, { kind: "text" | "file" }>): void {
    if (message.kind === "file") this.#files.shift()?.(message.file);
    else {
      this.#texts.get(message.id)?.(message.text);
      this.#texts.delete(message.id);
    }
  }
}
