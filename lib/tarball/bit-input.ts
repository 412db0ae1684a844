/** Yields null to request the next chunk, or unpacked bytes that are valid until the generator resumes. */
export type Steps<Result = void> = Generator<Uint8Array | null, Result, Uint8Array>;

/** Reads compressed bytes bit by bit, least significant bit first. */
export class BitInput {
  chunk: Uint8Array = new Uint8Array();
  at = 0;
  held = 0;
  count = 0;

  /** Reads input until at least `count` bits (at most 24) are buffered. */
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
