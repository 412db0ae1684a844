import { SlipwayError } from "@/lib/errors/slipway-error";
import type { UploadLimits } from "./limits";
import type { StoragePut } from "./storage-put";
import { Validation } from "./validation";

export type Body = {
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  /** The content length in bytes. */
  length: number;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
};

type Options = {
  limits: UploadLimits;
  /** The checksum in the request, if any. */
  expected: string | undefined;
  /** A folder that must exist at the top level of the tarball. */
  folder?: string;
  /** Opens the PUT to storage. Called after the first bytes are validated. */
  open: () => StoragePut | Promise<StoragePut>;
};

/**
 * Relays a tarball to storage and returns its checksum. The tarball is validated on the way and not stored here; its
 * last chunk is sent only after the whole is valid, so storage never completes an invalid one.
 */
export async function relayBody({ body, length, signal }: Body, options: Options): Promise<string> {
  const { limits, expected, folder, open } = options;
  const incoming = new IncomingBody(body, length, { idleMs: limits.idleMs, signal });
  const relay = new Relay(incoming, expected, limits, folder);
  let put: StoragePut | undefined;
  const breakOff = (): void => put?.destroy();
  signal.addEventListener("abort", breakOff, { once: true });
  try {
    await relay.readHead();
    put = await open();
    return await relay.send(put);
  } catch (error) {
    put?.destroy();
    relay.abandon();
    // Not awaited: the error response is sent meanwhile.
    incoming.discard().catch(() => undefined);
    if (signal.aborted) throw new SlipwayError("upload_incomplete", { cause: error });
    throw error;
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
}

/** Relays bytes from the client to storage. They are validated on arrival; the newest chunk is held back. */
class Relay {
  readonly #incoming: IncomingBody;
  readonly #validation: Validation;
  readonly #expected: string | undefined;
  readonly #headBytes: number;
  readonly #held: Uint8Array[] = [];
  #validating: Promise<void> = Promise.resolve();
  #checksum: string | undefined;

  /** `expected` is the checksum in the request, if any. */
  constructor(
    incoming: IncomingBody,
    expected: string | undefined,
    limits: UploadLimits,
    folder: string | undefined,
  ) {
    this.#incoming = incoming;
    this.#expected = expected;
    this.#headBytes = limits.headBytes;
    this.#validation = new Validation(limits, folder);
  }

  /** Reads and validates the first bytes (all of a small file) before any upstream call. Throws if they are invalid. */
  async readHead(): Promise<void> {
    let bytes = 0;
    while (this.#checksum === undefined && bytes < this.#headBytes) bytes += await this.#read();
    await this.#validating;
    await this.#validation.flush();
  }

  /** Sends everything to storage. Resolves to the checksum when storage has accepted it. */
  async send(put: StoragePut): Promise<string> {
    for (;;) {
      const keep = this.#checksum === undefined ? 1 : 0;
      while (this.#held.length > keep) {
        const piece = this.#held.shift();
        if (piece) await put.write(piece);
      }
      if (this.#checksum !== undefined) break;
      await this.#read();
    }
    await put.finish();
    return this.#checksum;
  }

  abandon(): void {
    this.#validation.abandon();
  }

  /** Reads and holds one chunk. After the last one, validates the whole. */
  async #read(): Promise<number> {
    const piece = await this.#incoming.next();
    if (piece === null) {
      await this.#validate();
      return 0;
    }
    await this.#validating;
    this.#validating = this.#validation.write(piece);
    // Runs while storage takes the previous chunk; a failure is thrown by the next read.
    this.#validating.catch(() => undefined);
    this.#held.push(piece);
    return piece.length;
  }

  async #validate(): Promise<void> {
    await this.#validating;
    const checksum = `SHA256:${await this.#validation.finish()}`;
    if (this.#expected && this.#expected.toLowerCase() !== checksum.toLowerCase()) {
      throw new SlipwayError("checksum_mismatch", {
        detail: `The bytes that arrived have the checksum ${checksum}.`,
      });
    }
    this.#checksum = checksum;
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Some browsers read the response only after sending the whole body, so up to this much of the rest is discarded. */
const DISCARD_BYTES = 64 * 1024 ** 2;
const DISCARD_MS = 10_000;

/** The body of an upload, read chunk by chunk. */
class IncomingBody {
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
