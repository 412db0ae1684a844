/** How much one tarball may hold. Bytes; `scanned` is how much of one file is searched for secrets. */
export type Limits = { packed: number; unpacked: number; files: number; scanned: number };

const MiB = 1024 * 1024;

/** A slug is at most 500 MB; a source several times that cannot become one. */
export const defaultLimits: Limits = {
  packed: 2048 * MiB,
  unpacked: 4096 * MiB,
  files: 200_000,
  scanned: 64 * 1024,
};
