import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";
import { type ByteSource, readRange } from "./byte-source";
import { joinedCrc } from "./crc";

/** Plain bytes per independently compressed block; a response can start at any block. */
export const PACK_BYTES = 1024 * 1024;
const LEVEL = 4;
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const LAST_BLOCK = Buffer.from([3, 0]);
const flush = { finishFlush: constants.Z_SYNC_FLUSH };

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);
const inflate = promisify<Buffer, object, Buffer>(inflateRaw);

/** The end offset of each compressed block in the file, and the CRC-32 of its plain bytes. */
export const PackIndex = z.object({ ends: z.array(z.number().int()), crcs: z.array(z.number().int()) });
export type PackIndex = z.infer<typeof PackIndex>;

/** Compresses a complete output into a file of raw deflate blocks, each ending on a byte boundary. */
export async function pack(source: ByteSource, path: string): Promise<PackIndex> {
  const file = await open(path, "w", 0o600);
  const index: PackIndex = { ends: [], crcs: [] };
  try {
    for (let from = 0; from < source.length; from += PACK_BYTES) {
      const plain = await readRange(source, from, Math.min(source.length, from + PACK_BYTES));
      const packed = await deflate(plain, { ...flush, level: LEVEL });
      const at = index.ends.at(-1) ?? 0;
      await file.write(packed, 0, packed.length, at);
      index.ends.push(at + packed.length);
      index.crcs.push(crc32(plain));
    }
  } finally {
    await file.close();
  }
  return index;
}

/** A compressed output on disk. */
export class Packed {
  readonly #file: FileHandle;
  readonly #index: PackIndex;
  readonly #length: number;

  constructor(file: FileHandle, index: PackIndex, length: number) {
    this.#file = file;
    this.#index = index;
    this.#length = length;
  }

  /** Resolves to the plain bytes from an offset to the end of its block. */
  async read(offset: number): Promise<Buffer> {
    if (offset >= this.#length) return Buffer.alloc(0);
    const block = Math.floor(offset / PACK_BYTES);
    const from = this.#endOf(block - 1);
    const packed = Buffer.allocUnsafe(this.#endOf(block) - from);
    await this.#file.read(packed, 0, packed.length, from);
    return (await inflate(packed, flush)).subarray(offset % PACK_BYTES);
  }

  /** Returns a gzip stream of the bytes from an offset before the end on: `head`, a range of the file, `tail`. */
  async gzip(
    offset: number,
  ): Promise<{ file: FileHandle; head: Buffer; from: number; to: number; tail: Buffer }> {
    const begun = offset % PACK_BYTES === 0 ? Buffer.alloc(0) : await this.read(offset);
    const first = Math.ceil(offset / PACK_BYTES);
    const head = [HEADER, ...(begun.length > 0 ? [await deflate(begun, { ...flush, level: LEVEL })] : [])];
    let crc = crc32(begun);
    for (const [block, next] of this.#index.crcs.entries()) {
      if (block >= first) crc = joinedCrc(crc, next, Math.min(PACK_BYTES, this.#length - block * PACK_BYTES));
    }
    const sums = Buffer.alloc(8);
    sums.writeUInt32LE(crc, 0);
    sums.writeUInt32LE((this.#length - offset) % 2 ** 32, 4);
    const span = { from: this.#endOf(first - 1), to: this.#index.ends.at(-1) ?? 0 };
    return { file: this.#file, head: Buffer.concat(head), ...span, tail: Buffer.concat([LAST_BLOCK, sums]) };
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #endOf(block: number): number {
    return this.#index.ends[block] ?? 0;
  }
}
