/** Times in ms, sizes in bytes; handed in, so that tests can make them small. */
export type OutputLimits = {
  /** Silence (no byte, not even a NUL) after which the upstream connection counts as dead. */
  idleMs: number;
  /** First and longest pause before connecting again; it doubles between them. */
  retryMs: { first: number; longest: number };
  /** Pause between tries while the stream does not exist yet, and between looks at a lagging status. */
  pollMs: number;
  /** A stream that has not begun after this, although its build or release is pending, is given up. */
  waitingMs: number;
  /** Upstream down, or the status stuck in pending after the stream's end, for this long: given up. */
  stuckMs: number;
  /** While bytes or NULs arrive, the status is still looked at this often. */
  watchMs: number;
  /** Up to this size an output that first ended cleanly is read once more: a lost connection can look like an end. */
  confirmBytes: number;
  /** From this size on a new connection asks to go on where the last one ended; a shorter output is replayed. */
  resumeBytes: number;
  /** How often a subscriber's session is looked at. */
  sessionMs: number;
  /** NULs to subscribers after this silence, so that proxies keep the connection. */
  heartbeatMs: number;
  /** An output that nobody reads is let go after this. */
  graceMs: number;
  /** Of one output in memory; its older bytes move to a file. */
  memoryBytes: number;
  /** Of one output that is being read, memory and file: what comes after is not taken. */
  spoolBytes: number;
  /** Kept outputs of finished builds and releases; the longest unread go first. */
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
