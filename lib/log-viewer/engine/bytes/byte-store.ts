const FIRST = 1 << 14;
const BLOCK = 1 << 20;

/** The bytes of an output, stored once in blocks of at most 1 MiB. Offsets count from 0. */
export class ByteStore {
  readonly #blocks: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const at = this.#length % BLOCK;
      const block = this.#room(Math.floor(this.#length / BLOCK), at, bytes.length - from);
      const part = bytes.subarray(from, from + block.length - at);
      block.set(part, at);
      from += part.length;
      this.#length += part.length;
    }
  }

  /** Returns the bytes in [`from`, `to`), as a view if they are in one block: read-only for the caller. */
  slice(from: number, to: number): Uint8Array<ArrayBuffer> {
    const end = Math.min(to, this.#length);
    if (from >= end) return new Uint8Array(0);
    const first = Math.floor(from / BLOCK);
    if (end <= (first + 1) * BLOCK) return this.#block(first).subarray(from % BLOCK, end - first * BLOCK);
    const joined = new Uint8Array(end - from);
    for (let at = from; at < end; ) {
      const index = Math.floor(at / BLOCK);
      const part = this.#block(index).subarray(at % BLOCK, Math.min(BLOCK, end - index * BLOCK));
      joined.set(part, at - from);
      at += part.length;
    }
    return joined;
  }

  /** Returns the byte at an offset, or -1 beyond the end. */
  at(offset: number): number {
    return offset < this.#length ? (this.#blocks[Math.floor(offset / BLOCK)]?.[offset % BLOCK] ?? -1) : -1;
  }

  /** Returns the first offset of a byte in [`from`, `to`), or -1. */
  indexOf(byte: number, from: number, to = this.#length): number {
    const end = Math.min(to, this.#length);
    for (let at = from; at < end; ) {
      const index = Math.floor(at / BLOCK);
      const found = this.#block(index).indexOf(byte, at % BLOCK);
      const place = index * BLOCK + found;
      if (found !== -1) return place < end ? place : -1;
      at = (index + 1) * BLOCK;
    }
    return -1;
  }

  /** Returns the last offset of a byte in [`from`, `to`), or -1. */
  lastIndexOf(byte: number, from: number, to: number): number {
    for (let at = Math.min(to, this.#length) - 1; at >= from; ) {
      const index = Math.floor(at / BLOCK);
      const found = this.#block(index).lastIndexOf(byte, at % BLOCK);
      const place = index * BLOCK + found;
      if (found !== -1) return place >= from ? place : -1;
      at = index * BLOCK - 1;
    }
    return -1;
  }

  #block(index: number): Uint8Array<ArrayBuffer> {
    return this.#blocks[index] ?? new Uint8Array(0);
  }

  /** Returns the block to write to. The first block grows with the output, so that a small one takes little memory. */
  #room(index: number, used: number, more: number): Uint8Array<ArrayBuffer> {
    const block = this.#blocks[index];
    if (block && block.length > used) return block;
    let size = index === 0 ? FIRST : BLOCK;
    while (size < Math.min(BLOCK, used + more)) size *= 2;
    const grown = new Uint8Array(Math.min(BLOCK, Math.max(size, (block?.length ?? 0) * 2)));
    if (block) grown.set(block.subarray(0, used));
    this.#blocks[index] = grown;
    return grown;
  }
}

/**
 * Returns the bytes without NULs, which output streams send as heartbeats anywhere in a chunk; they never count in
 * offsets. Returns the same array if there are none.
 */
export function withoutNuls(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes;
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  let from = 0;
  while (from < bytes.length) {
    const nul = bytes.indexOf(0, from);
    const to = nul === -1 ? bytes.length : nul;
    kept.set(bytes.subarray(from, to), length);
    length += to - from;
    from = to + 1;
  }
  return kept.subarray(0, length);
}
