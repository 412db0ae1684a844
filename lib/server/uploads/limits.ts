/** Sizes in bytes, times in ms; handed in, so that tests can make them small. */
export type UploadLimits = {
  /** The tarball as sent. */
  packedBytes: number;
  /** What it unpacks to, padding included: more is a bomb, not an app. */
  unpackedBytes: number;
  files: number;
  /** Read and checked before anything is asked of upstream. */
  headBytes: number;
  /** A browser that sends nothing for this long has gone. */
  idleMs: number;
  /** Storage may take this long to answer after the last byte. */
  storageMs: number;
};

export const uploadLimits: UploadLimits = {
  packedBytes: 2 * 1024 ** 3,
  unpackedBytes: 4 * 1024 ** 3,
  files: 200_000,
  headBytes: 256 * 1024,
  idleMs: 120_000,
  storageMs: 120_000,
};
