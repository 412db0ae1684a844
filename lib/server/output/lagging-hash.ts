import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ByteSource } from "./byte-source";

/** The maximum output length that is hashed on arrival; a longer one is hashed when the digest is requested. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** Hashing a slice takes about a millisecond without SHA instructions; then the event loop continues. */
const SLICE_BYTES = 256 * 1024;

/** SHA-256 of a growing output; never delays the delivery of its bytes. */
export class LaggingHash {
  readonly #hash = createHash("sha256");
  readonly #source: Pick<ByteSource, "length" | "read">;
  #hashed = 0;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(source: Pick<ByteSource, "length" | "read">) {
    this.#source = source;
  }

  /** Called after `bytes` were appended to the source. */
  appended(bytes: Buffer): void {
    if (this.#hashed + bytes.length !== this.#source.length || this.#source.length > AT_ONCE_BYTES) return;
    this.#hash.update(bytes);
    this.#hashed += bytes.length;
  }

  /** Resolves to the hexadecimal digest of the bytes present at the call. */
  async digest(): Promise<string> {
    const { length } = this.#source;
    this.#catchingUp = this.#catchingUp.then(() => this.#catchUp(length));
    await this.#catchingUp;
    return this.#hash.copy().digest("hex");
  }

  async #catchUp(length: number): Promise<void> {
    let slice = 0;
    while (this.#hashed < length) {
      const bytes = (await this.#source.read(this.#hashed)).subarray(0, length - this.#hashed);
      if (bytes.length === 0) throw new Error("The output's bytes cannot be read back.");
      this.#hash.update(bytes);
      this.#hashed += bytes.length;
      slice += bytes.length;
      if (slice < SLICE_BYTES) continue;
      slice = 0;
      await setImmediate();
    }
  }
}
