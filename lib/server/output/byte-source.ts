/** The bytes of an output, growing or complete. */
export type ByteSource = {
  readonly length: number;
  /** SHA-256 of the bytes so far, in hexadecimal. */
  sha256(): Promise<string>;
  /** Returns bytes in memory, valid until the source changes; empty at the end, null if they are on disk. */
  peek(offset: number): Buffer | null;
  /** Resolves to bytes from an offset on, at least one except at the end. */
  read(offset: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** Resolves to exactly the bytes of a range, which the source must contain. */
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
