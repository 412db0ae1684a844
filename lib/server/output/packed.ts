import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";
import { type ByteSource, readRange } from "./byte-source";

/** Returns the CRC-32 of two concatenated byte strings from their CRCs and the length of the second. */
export function joinedCrc(first: number, second: number, secondLength: number): number {
  return (apply(zeros(secondLength), first) ^ second) >>> 0;
}

type Matrix = readonly number[];

const POLYNOMIAL = 0xedb88320;
const memory = new Map<number, Matrix>();

/** Returns the effect of `length` zero bytes on a CRC, as a 32-column matrix over GF(2). */
function zeros(length: number): Matrix {
  const known = memory.get(length);
  if (known) return known;
  let result: Matrix | undefined;
  let power = oneBit();
  for (let bits = 1; bits < 8; bits *= 2) power = times(power, power);
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result ? times(power, result) : power;
    power = times(power, power);
  }
  const matrix = result ?? Array.from({ length: 32 }, (_, bit) => 2 ** bit);
  if (memory.size < 8) memory.set(length, matrix);
  return matrix;
}

function oneBit(): Matrix {
  return Array.from({ length: 32 }, (_, bit) => (bit === 0 ? POLYNOMIAL : 2 ** (bit - 1)));
}

function times(left: Matrix, right: Matrix): Matrix {
  return right.map((column) => apply(left, column));
}

function apply(matrix: Matrix, vector: number): number {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; bit += 1, rest >>>= 1) {
    if (rest & 1) sum ^= matrix[bit] ?? 0;
  }
  return sum >>> 0;
}

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
