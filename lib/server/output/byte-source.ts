/** The bytes of an output, growing or complete. */
export type ByteSource = {
  readonly length: number;
  /** SHA-256 of the bytes so far, in hexadecimal. */
  sha256(): Promise<string>;
  /** Bytes that are in memory, to be used at once or by a viewer; empty at the end, null when they lie on disk. */
  peek(offset: number): Buffer | null;
  /** Some bytes from an offset on; empty at the end. */
  read(offset: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** Exactly the bytes of a range that the source has. */
export async function readRange(source: ByteSource, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = from; at < to; ) {
    const piece = (await source.read(at)).subarray(0, to - at);
    if (piece.length === 0) throw new Error("The output's bytes cannot be read back.");
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}
