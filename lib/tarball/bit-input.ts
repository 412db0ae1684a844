/** Yields null to ask for the next chunk, else unpacked bytes, which are valid until it goes on. */
export type Steps<Result = void> = Generator<Uint8Array | null, Result, Uint8Array>;

/** Packed bytes, read bit by bit. */
export class BitInput {
  chunk: Uint8Array = new Uint8Array();
  at = 0;
  held = 0;
  count = 0;

  /** Waits until so many bits (at most 24) are held. */
  *need(count: number): Steps {
    while (this.count < count) {
      while (this.at >= this.chunk.length) {
        this.chunk = yield null;
        this.at = 0;
      }
      this.held |= (this.chunk[this.at++] ?? 0) << this.count;
      this.count += 8;
    }
  }

  *take(count: number): Steps<number> {
    yield* this.need(count);
    return this.drop(count);
  }

  drop(count: number): number {
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }
}
