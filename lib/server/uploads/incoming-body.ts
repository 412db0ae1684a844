import { SlipwayError } from "@/lib/errors/slipway-error";

type Bytes = Uint8Array<ArrayBuffer>;

/** Some browsers read the response only after sending the whole body, so up to this much of the rest is discarded. */
const DISCARD_BYTES = 64 * 1024 ** 2;
const DISCARD_MS = 10_000;

/** The body of an upload, read chunk by chunk. */
export class IncomingBody {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined;
  readonly #length: number;
  readonly #signal: AbortSignal;
  readonly #idle: NodeJS.Timeout;
  /** Rejects the pending read, if there is one. */
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
    // One timer for all reads, refreshed at each.
    this.#idle = setTimeout(giveUp, idleMs).unref();
  }

  /** Returns the next chunk; null at the end. Throws `upload_incomplete` if the client disconnects or stalls. */
  async next(): Promise<Bytes | null> {
    const piece = await this.#read();
    if (piece === null) clearTimeout(this.#idle);
    if (piece === null && this.#received !== this.#length) throw this.#incomplete();
    if (this.#received > this.#length) throw this.#incomplete();
    return piece;
  }

  /** Discards the rest of the body, up to a limit, then cancels it. */
  async discard(): Promise<void> {
    const until = Date.now() + DISCARD_MS;
    const stop = this.#received + DISCARD_BYTES;
    const late = setTimeout(() => this.#giveUp(), DISCARD_MS).unref();
    try {
      while (!this.#signal.aborted && this.#received < stop && Date.now() < until) {
        if ((await this.#read()) === null) break;
      }
    } catch {
      // The client disconnected.
    }
    clearTimeout(late);
    clearTimeout(this.#idle);
    // Not awaited: cancelling the body of a disconnected client may never resolve.
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
