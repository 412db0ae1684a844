import { SlipwayError } from "@/lib/errors/slipway-error";

type Bytes = Uint8Array<ArrayBuffer>;

/** Some browsers read the answer when their upload was taken, and not before: this much of the rest is taken and dropped. */
const DISCARD_BYTES = 64 * 1024 ** 2;
const DISCARD_MS = 10_000;

/** The body of an upload, piece by piece. */
export class Incoming {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined;
  readonly #length: number;
  readonly #idleMs: number;
  readonly #signal: AbortSignal;
  #received = 0;

  constructor(
    body: ReadableStream<Bytes> | null,
    length: number,
    { idleMs, signal }: { idleMs: number; signal: AbortSignal },
  ) {
    this.#reader = body?.getReader();
    this.#length = length;
    this.#idleMs = idleMs;
    this.#signal = signal;
  }

  /** The next piece, or null after the last. Throws `upload_incomplete` when the browser breaks off or falls silent. */
  async next(): Promise<Bytes | null> {
    const piece = await this.#read(this.#idleMs);
    if (piece === null && this.#received !== this.#length) throw this.#incomplete();
    if (this.#received > this.#length) throw this.#incomplete();
    return piece;
  }

  /** Takes and drops what is still coming, within bounds, then lets go of the body. */
  async discard(): Promise<void> {
    const until = Date.now() + DISCARD_MS;
    const stop = this.#received + DISCARD_BYTES;
    try {
      while (!this.#signal.aborted && this.#received < stop && Date.now() < until) {
        if ((await this.#read(until - Date.now())) === null) break;
      }
    } catch {
      // The browser has gone: there is nobody left to answer.
    }
    // Not awaited: the body of a browser that has gone may never say that it is cancelled.
    this.#reader?.cancel().catch(() => undefined);
  }

  async #read(timeoutMs: number): Promise<Bytes | null> {
    if (this.#reader === undefined) return null;
    let giveUp: () => void = () => undefined;
    const silence = new Promise<never>((_, reject) => {
      giveUp = () => reject(this.#incomplete());
    });
    const timer = setTimeout(giveUp, timeoutMs);
    this.#signal.addEventListener("abort", giveUp, { once: true });
    try {
      if (this.#signal.aborted) throw this.#incomplete();
      const { done, value } = await Promise.race([this.#reader.read(), silence]);
      if (done) return null;
      this.#received += value.length;
      return value;
    } catch (cause) {
      throw cause instanceof SlipwayError ? cause : this.#incomplete(cause);
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", giveUp);
    }
  }

  #incomplete(cause?: unknown): SlipwayError {
    const detail = `The upload broke off after ${this.#received} of ${this.#length} bytes.`;
    return new SlipwayError("upload_incomplete", { detail, cause });
  }
}
