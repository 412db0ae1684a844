import { SlipwayError } from "@/lib/errors/slipway-error";

type Bytes = Uint8Array<ArrayBuffer>;

/** Some browsers read the answer when their upload was taken, and not before: this much of the rest is taken and dropped. */
const DISCARD_BYTES = 64 * 1024 ** 2;
const DISCARD_MS = 10_000;

/** The body of an upload, piece by piece. */
export class Incoming {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined;
  readonly #length: number;
  readonly #signal: AbortSignal;
  readonly #idle: NodeJS.Timeout;
  /** Ends the read that is waiting, if one is. */
  #giveUp: () => void = () => undefined;
  #received = 0;

  constructor(
    body: ReadableStream<Bytes> | null,
    length: number,
    { idleMs, signal }: { idleMs: number; signal: AbortSignal },
  ) {
    this.#reader = body?.getReader();
    this.#length = length;
    this.#signal = signal;
    const giveUp = (): void => this.#giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    // One for all pieces, wound up anew at each.
    this.#idle = setTimeout(giveUp, idleMs).unref();
  }

  /** The next piece, or null after the last. Throws `upload_incomplete` when the browser breaks off or falls silent. */
  async next(): Promise<Bytes | null> {
    const piece = await this.#read();
    if (piece === null) clearTimeout(this.#idle);
    if (piece === null && this.#received !== this.#length) throw this.#incomplete();
    if (this.#received > this.#length) throw this.#incomplete();
    return piece;
  }

  /** Takes and drops what is still coming, within bounds, then lets go of the body. */
  async discard(): Promise<void> {
    const until = Date.now() + DISCARD_MS;
    const stop = this.#received + DISCARD_BYTES;
    const late = setTimeout(() => this.#giveUp(), DISCARD_MS).unref();
    try {
      while (!this.#signal.aborted && this.#received < stop && Date.now() < until) {
        if ((await this.#read()) === null) break;
      }
    } catch {
      // The browser has gone: there is nobody left to answer.
    }
    clearTimeout(late);
    clearTimeout(this.#idle);
    // Not awaited: the body of a browser that has gone may never say that it is cancelled.
    this.#reader?.cancel().catch(() => undefined);
  }

  #read(): Promise<Bytes | null> {
    const reader = this.#reader;
    if (reader === undefined) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      if (this.#signal.aborted) return reject(this.#incomplete());
      this.#idle.refresh();
      this.#giveUp = () => reject(this.#incomplete());
      reader.read().then(
        ({ done, value }) => {
          this.#giveUp = () => undefined;
          if (!done) this.#received += value.length;
          resolve(done ? null : value);
        },
        (cause) => reject(this.#incomplete(cause)),
      );
    });
  }

  #incomplete(cause?: unknown): SlipwayError {
    const detail = `The upload broke off after ${this.#received} of ${this.#length} bytes.`;
    return new SlipwayError("upload_incomplete", { detail, cause });
  }
}
