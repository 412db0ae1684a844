/** The bytes of an output, growing or complete. */
export type ByteSource = {
  readonly length: number;
  /** SHA-256 of the bytes so far, in hexadecimal. */
  sha256(): string;
  /** Some bytes from an offset on, at most 64 KiB; empty at the end. */
  read(offset: number): Promise<Buffer>;
  close(): Promise<void>;
};
