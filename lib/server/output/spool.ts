import { type FileHandle, open, rm } from "node:fs/promises";
import { Blocks } from "./blocks";
import type { ByteSource } from "./byte-source";
import { LaggingHash } from "./lagging-hash";
import type { OutputLimits } from "./limits";

const READ_BYTES = 256 * 1024;
const SPILL_BYTES = 4 * 1024 * 1024;

export type SpoolLimits = Pick<OutputLimits, "memoryBytes" | "spoolBytes">;

/** An output's bytes, kept once: in memory, and beyond `memoryBytes` the older ones in a file instead. */
export class Spool implements ByteSource {
  readonly path: string;
  readonly #limits: SpoolLimits;
  readonly #blocks = new Blocks();
  readonly #hash = new LaggingHash(this);
  #file: FileHandle | undefined;
  #spilling: Promise<void> | undefined;
  #broken = false;

  /** `path`: the file, should one be needed. */
  constructor(path: string, limits: SpoolLimits) {
    this.path = path;
    this.#limits = limits;
  }

  /** Bytes so far. */
  get length(): number {
    return this.#blocks.to;
  }

  /** No more is taken: one output must not fill the disk, and a full disk not the memory. */
  get full(): boolean {
    return this.#broken || this.#blocks.to >= this.#limits.spoolBytes;
  }

  sha256(): Promise<string> {
    return this.#hash.digest();
  }

  /** Adds what fits; it can be read at once. Resolves when there is room for more. One call at a time. */
  async append(bytes: Buffer): Promise<void> {
    const room = this.#broken ? 0 : this.#limits.spoolBytes - this.#blocks.to;
    const taken = bytes.length <= room ? bytes : bytes.subarray(0, room);
    this.#blocks.append(taken);
    this.#hash.appended(taken);
    const over = this.#inMemory - this.#limits.memoryBytes;
    if (over <= 0) return;
    this.#spilling ??= this.#spill(SPILL_BYTES)
      .catch(() => {
        this.#broken = true;
      })
      .finally(() => {
        this.#spilling = undefined;
      });
    if (over > 2 * SPILL_BYTES) await this.#spilling;
  }

  peek(offset: number): Buffer | null {
    return this.#blocks.peek(offset);
  }

  async read(offset: number): Promise<Buffer> {
    return this.#blocks.peek(offset) ?? readAt(await this.#opened(), offset, this.#blocks.from);
  }

  /** Puts everything into the file; nothing may be appended afterwards. */
  async toFile(): Promise<void> {
    await this.#spilling;
    await this.#opened();
    while (this.#inMemory > 0) await this.#spill(SPILL_BYTES, true);
  }

  /** Lets go of memory and file, and removes the file unless it was moved away. */
  async close(): Promise<void> {
    await this.#spilling;
    await this.#file?.close();
    if (this.#file) await rm(this.path, { force: true });
  }

  get #inMemory(): number {
    return this.#blocks.to - this.#blocks.from;
  }

  async #opened(): Promise<FileHandle> {
    this.#file ??= await open(this.path, "w+", 0o600);
    return this.#file;
  }

  async #spill(bytes: number, all = false): Promise<void> {
    const file = await this.#opened();
    const oldest = this.#blocks.oldest(bytes, all);
    let at = this.#blocks.from;
    for (const block of oldest) {
      for (let written = 0; written < block.length; ) {
        const step = await file.write(block, written, block.length - written, at + written);
        written += step.bytesWritten;
      }
      at += block.length;
    }
    this.#blocks.drop(oldest.length);
  }
}

/** Some bytes of a file from `offset` on and before `end`. */
export async function readAt(file: FileHandle, offset: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(0, end - offset)));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  return bytes.subarray(0, bytesRead);
}
