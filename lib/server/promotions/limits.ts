/** Time limits of sending, in ms. A parameter, so that tests can shorten them. */
export type SendLimits = {
  /** Interval between reads of an app's releases after a call without a response. */
  pollMs: number;
  /** How long after a call failed its release may still appear. */
  settleMs: number;
  /** The same for an abandoned attempt, counted from its call. */
  abandonedMs: number;
  /** The same for a pipeline promotion, which creates its releases later. */
  abandonedPromotionMs: number;
  /** A claim without a call expires after this. */
  claimMs: number;
  /** A call has ended after this; then any server may resolve its result. */
  sendingMs: number;
  /** Maximum time between storing an intent and sending it; a server that was suspended in between does not send. */
  maxDelayMs: number;
  /** A release that is pending longer is stuck: release phases end after an hour. */
  pendingMs: number;
};

const MINUTE = 60_000;

export const sendLimits: SendLimits = {
  pollMs: 500,
  settleMs: 15_000,
  abandonedMs: 45_000,
  abandonedPromotionMs: 1.5 * MINUTE,
  claimMs: 2 * MINUTE,
  sendingMs: 2 * MINUTE,
  maxDelayMs: 10_000,
  pendingMs: 65 * MINUTE,
};

/** Time limits of running a promotion, in ms. */
export type RunLimits = SendLimits & {
  /** Intervals between checks: at first, after `slowAfterMs` without a change, and after `slowestAfterMs`. */
  checkMs: number;
  slowCheckMs: number;
  slowestCheckMs: number;
  slowAfterMs: number;
  slowestAfterMs: number;
  /** A pipeline promotion that upstream accepted creates its releases within this. */
  appearMs: number;
  /** A release phase ends after an hour upstream. */
  releasePhaseMs: number;
  /** Dynos are up on the new version within this. */
  dynosMs: number;
};

export const runLimits: RunLimits = {
  ...sendLimits,
  checkMs: 1_000,
  slowCheckMs: 2_000,
  slowestCheckMs: 5_000,
  slowAfterMs: 30_000,
  slowestAfterMs: 3 * MINUTE,
  appearMs: 5 * MINUTE,
  releasePhaseMs: 65 * MINUTE,
  dynosMs: 10 * MINUTE,
};
