const BLOCK = 64 * 1024;

/** The newest bytes of an output in memory: blocks that only ever grow, so that readers share them uncopied. */
export class Tail {
  readonly #keep: number;
  #blocks: Buffer[] = [];
  /** Offset of the first byte of the first block. */
  #from = 0;
  #to = 0;

  /** `keep`: bytes to hold, rounded up to blocks of 64 KiB. */
  constructor(keep: number) {
    this.#keep = Math.ceil(keep / BLOCK);
  }

  /** Offset of the oldest byte that is still here. */
  get from(): number {
    return this.#from;
  }

  append(bytes: Buffer): void {
    let copied = 0;
    while (copied < bytes.length) {
      const position = (this.#to - this.#from) % BLOCK;
      if (position === 0 && (this.#to - this.#from) / BLOCK === this.#blocks.length) {
        this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      }
      const block = this.#blocks.at(-1);
      if (block === undefined) return;
      const count = bytes.copy(block, position, copied);
      copied += count;
      this.#to += count;
    }
  }

  /** Lets go of the oldest blocks beyond what is to be kept. */
  trim(): void {
    while (this.#blocks.length > this.#keep) {
      this.#blocks.shift();
      this.#from += BLOCK;
    }
  }

  /** Bytes from an offset on, up to the end of its block; empty at the end. The offset must not lie before `from`. */
  read(offset: number): Buffer {
    const at = offset - this.#from;
    const index = Math.floor(at / BLOCK);
    const block = this.#blocks[index];
    if (block === undefined) return Buffer.alloc(0);
    const filled = Math.min(BLOCK, this.#to - this.#from - index * BLOCK);
    return block.subarray(at % BLOCK, filled);
  }
}
