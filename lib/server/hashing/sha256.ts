import { createHash } from "node:crypto";
import { HashThread } from "./hash-thread";

const SLOTS = 8;
const SLOT_BYTES = 128 * 1024;
/** Below it a thread would cost more than it saves. */
const AT_ONCE_BYTES = SLOT_BYTES;

const thread = new HashThread();

/** SHA-256 of bytes that come piece by piece: short ones here, long ones in a thread of their own. */
export class Sha256 {
  readonly #first = createHash("sha256");
  #short: Uint8Array[] = [];
  #shortBytes = 0;
  #slots: Slots | undefined;

  /** Takes a piece in, which must stay as it is. Resolves when there is room for the next. */
  async update(piece: Uint8Array): Promise<void> {
    if (this.#slots) return this.#slots.add(piece);
    this.#short.push(piece);
    this.#shortBytes += piece.length;
    if (this.#shortBytes <= AT_ONCE_BYTES) return;
    this.#slots = new Slots(thread);
    for (const one of this.#short) await this.#slots.add(one);
    this.#short = [];
  }

  /** In hexadecimal; nothing may follow. */
  async digest(): Promise<string> {
    if (this.#slots) return this.#slots.end();
    for (const piece of this.#short) this.#first.update(piece);
    return this.#first.digest("hex");
  }

  /** The digest is no longer wanted. */
  abandon(): void {
    this.#slots?.close();
  }
}

/** Memory that both threads see, filled and hashed slot by slot in a circle. */
class Slots {
  readonly #memory = new SharedArrayBuffer(SLOTS * SLOT_BYTES);
  readonly #bytes = new Uint8Array(this.#memory);
  readonly #thread: HashThread;
  readonly #id: number;
  #at = 0;
  #busy = 0;
  #failure: Error | undefined;
  #digest: string | undefined;
  #wake: () => void = () => undefined;

  constructor(through: HashThread) {
    this.#thread = through;
    this.#id = through.open({
      told: ({ digest }) => {
        if (digest === null) this.#busy -= 1;
        else this.#digest = digest;
        this.#wake();
      },
      failed: (cause) => {
        this.#failure = cause;
        this.#wake();
      },
    });
    through.send({ id: this.#id, memory: this.#memory });
  }

  async add(piece: Uint8Array): Promise<void> {
    for (let taken = 0; taken < piece.length; ) {
      if (this.#busy === SLOTS) await this.#until(() => this.#busy < SLOTS);
      const room = SLOT_BYTES - (this.#at % SLOT_BYTES);
      const part = piece.subarray(taken, taken + room);
      this.#bytes.set(part, this.#at % this.#bytes.length);
      this.#at += part.length;
      taken += part.length;
      if (part.length === room) this.#hand(SLOT_BYTES);
    }
  }

  async end(): Promise<string> {
    this.#hand(this.#at % SLOT_BYTES);
    this.#thread.send({ id: this.#id, end: true });
    await this.#until(() => this.#digest !== undefined);
    this.#thread.forget(this.#id);
    return this.#digest ?? "";
  }

  close(): void {
    if (this.#digest === undefined) this.#thread.close(this.#id);
  }

  /** Gives the last so many bytes of what was filled to the thread. */
  #hand(length: number): void {
    if (length === 0) return;
    const from = (this.#at - length) % this.#bytes.length;
    this.#busy += 1;
    this.#thread.send({ id: this.#id, from, to: from + length });
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
