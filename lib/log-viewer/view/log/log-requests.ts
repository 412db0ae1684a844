import type { FromWorker, ToWorker } from "@/lib/log-viewer/worker/messages";

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
  text(from: number, to: number, colours = false): Promise<string> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#texts.set(id, resolve);
      this.#send({ kind: "text", id, from, to, colours });
    });
  }

  /** Resolves to the whole output as a file, without colours. */
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
