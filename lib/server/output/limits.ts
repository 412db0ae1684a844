/** Times in ms, sizes in bytes; injected, so that tests can make them small. */
export type OutputLimits = {
  /** Silence (no byte, not even a NUL) after which the upstream connection counts as dead. */
  idleMs: number;
  /** First and longest backoff before reconnecting; it doubles in between. */
  retryMs: { first: number; longest: number };
  /** Interval between attempts while the stream does not exist yet, and between polls of a lagging status. */
  pollMs: number;
  /** A stream that has not begun after this, although its build or release is pending, is given up. */
  waitingMs: number;
  /** Upstream down, or the status stuck in pending after the stream's end, for this long: given up. */
  stuckMs: number;
  /** Interval of status polls while bytes or NULs arrive. */
  watchMs: number;
  /** Up to this size an output that first ended cleanly is read once more: a lost connection can look like an end. */
  confirmBytes: number;
  /** From this size on a new connection asks to resume where the last one ended; a shorter output is replayed. */
  resumeBytes: number;
  /** Interval of session checks. */
  sessionMs: number;
  /** NULs to subscribers after this silence, so that proxies keep the connection. */
  heartbeatMs: number;
  /** An output without readers is closed after this. */
  graceMs: number;
  /** Most bytes of one output in memory; its older bytes move to a file. */
  memoryBytes: number;
  /** Most bytes of an output being read, in memory and file; the rest is not read. */
  spoolBytes: number;
  /** Most bytes of stored outputs; the least recently read are evicted first. */
  cacheBytes: number;
};

export const outputLimits: OutputLimits = {
  idleMs: 60_000,
  retryMs: { first: 200, longest: 15_000 },
  pollMs: 1_000,
  waitingMs: 70 * 60_000,
  stuckMs: 10 * 60_000,
  watchMs: 30_000,
  confirmBytes: 4 * 1024 ** 2,
  resumeBytes: 1024 ** 2,
  sessionMs: 5_000,
  heartbeatMs: 15_000,
  graceMs: 60_000,
  memoryBytes: 64 * 1024 ** 2,
  spoolBytes: 2 * 1024 ** 3,
  cacheBytes: 2 * 1024 ** 3,
};
