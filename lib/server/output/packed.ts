import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";
import { type ByteSource, readRange } from "./byte-source";

/** Plain bytes per independently compressed block, so that bytes in the middle can be read. */
export const PACK_BYTES = 1024 * 1024;
const LEVEL = 4;
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const LAST_BLOCK = Buffer.from([3, 0]);
const flush = { finishFlush: constants.Z_SYNC_FLUSH };

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);
const inflate = promisify<Buffer, object, Buffer>(inflateRaw);

/** The end offset of each block in the file. */
export const PackIndex = z.object({ ends: z.array(z.number().int()) });
export type PackIndex = z.infer<typeof PackIndex>;

/** Compresses a complete output into a gzip file whose blocks end on byte boundaries. */
export async function pack(source: ByteSource, path: string): Promise<PackIndex> {
  const file = await open(path, "w", 0o600);
  const ends: number[] = [];
  let crc = 0;
  try {
    await file.write(HEADER);
    let at = HEADER.length;
    for (let from = 0; from < source.length; from += PACK_BYTES) {
      const plain = await readRange(source, from, Math.min(source.length, from + PACK_BYTES));
      const packed = await deflate(plain, { ...flush, level: LEVEL });
      await file.write(packed);
      at += packed.length;
      ends.push(at);
      crc = crc32(plain, crc);
    }
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc, 0);
    trailer.writeUInt32LE(source.length % 2 ** 32, 4);
    await file.write(Buffer.concat([LAST_BLOCK, trailer]));
  } finally {
    await file.close();
  }
  return { ends };
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

  /** The gzip file of the whole output. */
  async gzip(): Promise<{ file: FileHandle; length: number }> {
    return { file: this.#file, length: (await this.#file.stat()).size };
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #endOf(block: number): number {
    return this.#index.ends[block] ?? HEADER.length;
  }
}
