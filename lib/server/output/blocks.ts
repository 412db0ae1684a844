const SMALL_BLOCK = 32 * 1024;
const LARGE_BLOCK = 256 * 1024;
/** From this size on, blocks are large and reused. */
const LONG_BYTES = 512 * 1024;
const MAX_FREE = 64;

type Block = { from: number; bytes: Buffer; filled: number };

/**
 * Consecutive bytes in memory, in append-only blocks that readers share without copies. Blocks of a long output are
 * reused once no reader can be using them; otherwise every 64 MB would cause a full garbage collection.
 */
export class Blocks {
  readonly #inUse: (from: number, to: number) => boolean;
  readonly #free: Buffer[] = [];
  #blocks: Block[] = [];
  #from = 0;
  #to = 0;
  #last: { offset: number; bytes: Buffer } = { offset: -1, bytes: Buffer.alloc(0) };

  /** `inUse` returns true while peeked bytes of the range are still being written out. */
  constructor(inUse: (from: number, to: number) => boolean) {
    this.#inUse = inUse;
  }

  /** Offset of the oldest byte in memory. */
  get from(): number {
    return this.#from;
  }

  /** Offset behind the newest byte. */
  get to(): number {
    return this.#to;
  }

  append(bytes: Buffer): void {
    for (let copied = 0; copied < bytes.length; ) {
      const block = this.#open();
      const count = bytes.copy(block.bytes, block.filled, copied);
      block.filled += count;
      copied += count;
      this.#to += count;
    }
  }

  /** Returns the bytes from an offset to the end of their block; empty at the end, null if no longer in memory. */
  peek(offset: number): Buffer | null {
    if (offset < this.#from) return null;
    const block = this.#blockAt(offset);
    if (block === undefined) return Buffer.alloc(0);
    const length = block.from + block.filled - offset;
    // Subscribers at the same offset share one slice.
    if (this.#last.offset === offset && this.#last.bytes.length === length) return this.#last.bytes;
    const bytes = block.bytes.subarray(offset - block.from, block.filled);
    this.#last = { offset, bytes };
    return bytes;
  }

  /** Returns the oldest blocks, of about `bytes` in total; with `all`, including the unfilled one. */
  oldest(bytes: number, all = false): Buffer[] {
    const found: Buffer[] = [];
    let total = 0;
    for (const [index, block] of this.#blocks.entries()) {
      if (total >= bytes || (!all && index === this.#blocks.length - 1)) break;
      found.push(block.bytes.subarray(0, block.filled));
      total += block.filled;
    }
    return found;
  }

  /** Removes the `count` oldest blocks. */
  drop(count: number): void {
    for (const { from, bytes, filled } of this.#blocks.splice(0, count)) {
      const reusable = bytes.length === LARGE_BLOCK && this.#free.length < MAX_FREE;
      if (reusable && !this.#inUse(from, from + filled)) this.#free.push(bytes);
    }
    this.#from = this.#blocks[0]?.from ?? this.#to;
    this.#last = { offset: -1, bytes: Buffer.alloc(0) };
  }

  #open(): Block {
    const last = this.#blocks.at(-1);
    if (last && last.filled < last.bytes.length) return last;
    const size = this.#to < LONG_BYTES ? SMALL_BLOCK : LARGE_BLOCK;
    const free = size === LARGE_BLOCK ? this.#free.pop() : undefined;
    const block = { from: this.#to, bytes: free ?? Buffer.allocUnsafeSlow(size), filled: 0 };
    this.#blocks.push(block);
    return block;
  }

  #blockAt(offset: number): Block | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block && block.from + block.filled <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[low];
  }
}
