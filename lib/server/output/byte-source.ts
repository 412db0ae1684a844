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
