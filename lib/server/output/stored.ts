import type { FileHandle } from "node:fs/promises";
import type { ByteSource } from "./byte-source";
import type { Packed } from "./packed";
import { readAt } from "./spool";

/** A complete output on disk: plain, compressed, or both. */
export class StoredOutput implements ByteSource {
  readonly length: number;
  readonly digest: string;
  readonly #plain: FileHandle | null;
  #packed: Packed | null;

  constructor(facts: { bytes: number; sha256: string }, plain: FileHandle | null, packed: Packed | null) {
    this.length = facts.bytes;
    this.digest = facts.sha256;
    this.#plain = plain;
    this.#packed = packed;
  }

  /** The file with the plain bytes, or null if only the compressed ones are stored. */
  get plain(): FileHandle | null {
    return this.#plain;
  }

  /** The compressed form; null if there is none yet. */
  get packed(): Packed | null {
    return this.#packed;
  }

  /** Makes the compressed form available for sending. */
  setPacked(packed: Packed): void {
    this.#packed = packed;
  }

  async sha256(): Promise<string> {
    return this.digest;
  }

  peek(offset: number): Buffer | null {
    return offset < this.length ? null : Buffer.alloc(0);
  }

  async read(offset: number): Promise<Buffer> {
    if (this.#plain) return readAt(this.#plain, offset, this.length);
    return (await this.#packed?.read(offset)) ?? Buffer.alloc(0);
  }

  async close(): Promise<void> {
    await this.#plain?.close();
    await this.#packed?.close();
  }
}
