import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { Blocks } from "./blocks";
import type { ByteSource } from "./byte-source";
import type { OutputLimits } from "./limits";

/** The maximum output length that is hashed on arrival; a longer one is hashed when the digest is requested. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** Hashing a slice takes about a millisecond without SHA instructions; then the event loop continues. */
const SLICE_BYTES = 256 * 1024;

/** SHA-256 of a growing output; never delays the delivery of its bytes. */
class LaggingHash {
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

const READ_BYTES = 512 * 1024;
/** Bytes per disk write; each write has a fixed latency. */
const SPILL_BYTES = 8 * 1024 * 1024;

type SpoolLimits = Pick<OutputLimits, "memoryBytes" | "spoolBytes">;

/** An output's bytes, stored once: in memory, and the older ones beyond `memoryBytes` in a file. */
export class Spool implements ByteSource {
  readonly path: string;
  readonly #limits: SpoolLimits;
  readonly #blocks: Blocks;
  readonly #hash = new LaggingHash(this);
  #file: FileHandle | undefined;
  #spilling: Promise<void> | undefined;
  #broken = false;

  /** `path`: of the file, created when needed. `inUse`: returns true if peeked bytes are still being written out. */
  constructor(path: string, limits: SpoolLimits, inUse: (from: number, to: number) => boolean) {
    this.path = path;
    this.#limits = limits;
    this.#blocks = new Blocks(inUse);
  }

  /** The number of bytes so far. */
  get length(): number {
    return this.#blocks.to;
  }

  /** True if no more bytes are accepted: at the cap, so that an output cannot fill the disk, or after a disk error. */
  get full(): boolean {
    return this.#broken || this.#blocks.to >= this.#limits.spoolBytes;
  }

  sha256(): Promise<string> {
    return this.#hash.digest();
  }

  /** Appends a copy of the bytes that fit; they are readable at once. */
  append(bytes: Buffer): void {
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
  }

  /** Resolves when there is room for more; null if there is room now. */
  room(): Promise<void> | null {
    const over = this.#inMemory - this.#limits.memoryBytes;
    return over > SPILL_BYTES && this.#spilling ? this.#spilling : null;
  }

  peek(offset: number): Buffer | null {
    return this.#blocks.peek(offset);
  }

  async read(offset: number): Promise<Buffer> {
    const shared = this.#blocks.peek(offset);
    // A copy, because the block may be reused while the caller awaits something else.
    return shared ? Buffer.from(shared) : readAt(await this.#opened(), offset, this.#blocks.from);
  }

  /** Writes everything to the file; nothing may be appended afterwards. */
  async toFile(): Promise<void> {
    await this.#spilling;
    await this.#opened();
    while (this.#inMemory > 0) await this.#spill(SPILL_BYTES, true);
  }

  /** Releases memory and file, and removes the file unless it was moved. */
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
    for (let rest = oldest; rest.length > 0; ) {
      const { bytesWritten } = await file.writev(rest, at);
      at += bytesWritten;
      rest = behind(rest, bytesWritten);
    }
    this.#blocks.drop(oldest.length);
  }
}

/** Returns the pieces without their first `bytes` bytes. */
function behind(pieces: Buffer[], bytes: number): Buffer[] {
  let skip = bytes;
  return pieces.flatMap((piece) => {
    const left = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - left.length;
    return left.length > 0 ? [left] : [];
  });
}

/** Some bytes of a file from `offset` on and before `end`. */
export async function readAt(file: FileHandle, offset: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, Math.max(0, end - offset)));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
  return bytes.subarray(0, bytesRead);
}
