import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { ByteSource } from "./byte-source";
import { Tail } from "./tail";

/** What viewers near the end read without touching the file. */
const TAIL_BYTES = 1024 * 1024;
const READ_BYTES = 64 * 1024;

/** An output's bytes, kept once: all of them in a file, the newest also in memory, with a running SHA-256. */
export class Spool implements ByteSource {
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  readonly #tail = new Tail(TAIL_BYTES);
  #length = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<Spool> {
    return new Spool(await open(path, "w+", 0o600));
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** SHA-256 of the bytes so far, in hexadecimal. */
  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  /** Adds bytes; they can be read at once, and are in the file when the promise resolves. One call at a time. */
  async append(bytes: Buffer): Promise<void> {
    const offset = this.#length;
    this.#hash.update(bytes);
    this.#tail.append(bytes);
    this.#length += bytes.length;
    let written = 0;
    while (written < bytes.length) {
      written += (await this.#file.write(bytes, written, bytes.length - written, offset + written))
        .bytesWritten;
    }
    this.#tail.trim();
  }

  /** Some bytes from an offset on, at most 64 KiB; empty at the end. */
  async read(offset: number): Promise<Buffer> {
    if (offset >= this.#tail.from) return this.#tail.read(offset);
    return readAt(this.#file, offset, this.#tail.from);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Some bytes of a file from `offset` on and before `end`, at most 64 KiB. */
export async function readAt(file: FileHandle, offset: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(0, end - offset)));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  return bytes.subarray(0, bytesRead);
}
