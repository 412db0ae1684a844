import { createHash } from "node:crypto";
import { HashThread } from "./hash-thread";

const SLOTS = 8;
const SLOT_BYTES = 256 * 1024;
/** Up to this size, hashing here is cheaper than in the thread. */
const INLINE_BYTES = 128 * 1024;

const thread = new HashThread();

/** SHA-256 of a stream of chunks. A short stream is hashed here, a long one in a worker thread. */
export class Sha256 {
  readonly #first = createHash("sha256");
  #short: Uint8Array[] = [];
  #shortBytes = 0;
  #slots: Slots | undefined;

  /** Adds a chunk, which must not change afterwards. Resolves when there is room for the next. */
  async update(piece: Uint8Array): Promise<void> {
    if (this.#slots) return this.#slots.add(piece);
    this.#short.push(piece);
    this.#shortBytes += piece.length;
    if (this.#shortBytes <= INLINE_BYTES) return;
    this.#slots = new Slots(thread);
    for (const one of this.#short) await this.#slots.add(one);
    this.#short = [];
  }

  /** Returns the digest in hexadecimal; no update may follow. */
  async digest(): Promise<string> {
    if (this.#slots) return this.#slots.end();
    for (const piece of this.#short) this.#first.update(piece);
    return this.#first.digest("hex");
  }

  /** Cancels the hash. */
  abandon(): void {
    this.#slots?.close();
  }
}

/** Buffers that are transferred to the thread when full and reused after hashing. */
class Slots {
  readonly #thread: HashThread;
  readonly #id: number;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #made = 0;
  #slot: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  #failure: Error | undefined;
  #digest: string | undefined;
  #wake: () => void = () => undefined;

  constructor(hashThread: HashThread) {
    this.#thread = hashThread;
    this.#id = hashThread.open({
      onMessage: ({ bytes, digest }) => {
        if (bytes) this.#free.push(new Uint8Array(bytes));
        if (digest !== null) this.#digest = digest;
        this.#wake();
      },
      onError: (cause) => {
        this.#failure = cause;
        this.#wake();
      },
    });
  }

  async add(piece: Uint8Array): Promise<void> {
    for (let taken = 0; taken < piece.length; ) {
      this.#slot ??= this.#free.pop() ?? (await this.#freeSlot());
      const part = piece.subarray(taken, taken + SLOT_BYTES - this.#filled);
      this.#slot.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === SLOT_BYTES) this.#transfer(this.#slot);
    }
  }

  async end(): Promise<string> {
    if (this.#slot) this.#transfer(this.#slot);
    this.#thread.send({ id: this.#id, end: true });
    const digest = await this.#waitFor(() => this.#digest);
    this.#thread.forget(this.#id);
    return digest;
  }

  close(): void {
    if (this.#digest === undefined) this.#thread.close(this.#id);
  }

  #transfer(slot: Uint8Array<ArrayBuffer>): void {
    this.#thread.send({ id: this.#id, bytes: slot.buffer, length: this.#filled });
    this.#slot = undefined;
    this.#filled = 0;
  }

  async #freeSlot(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#made < SLOTS) {
      this.#made += 1;
      return new Uint8Array(SLOT_BYTES);
    }
    return this.#waitFor(() => this.#free.pop());
  }

  async #waitFor<T>(take: () => T | undefined): Promise<T> {
    for (;;) {
      const taken = take();
      if (taken !== undefined) return taken;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
