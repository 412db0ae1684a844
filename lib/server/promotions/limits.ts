/** Time limits of sending, in ms. A parameter, so that tests can shorten them. */
export type SendLimits = {
  /** Interval between reads of an app's releases after a call without a response. */
  lookMs: number;
  /** How long after a call failed its release may still appear. */
  settleMs: number;
  /** The same after it was sent, when its result is unknown. */
  forgottenMs: number;
  /** The same for a pipeline promotion, which creates its releases later. */
  promotionForgottenMs: number;
  /** A claim without a call expires after this. */
  claimMs: number;
  /** A call has ended after this; then any server may resolve its result. */
  sendingMs: number;
  /** Maximum time between storing an intent and sending it; a server that was suspended in between does not send. */
  lateMs: number;
  /** A release that is pending longer is stuck: release phases end after an hour. */
  pendingMs: number;
};

const MINUTE = 60_000;

export const sendLimits: SendLimits = {
  lookMs: 500,
  settleMs: 15_000,
  forgottenMs: 45_000,
  promotionForgottenMs: 1.5 * MINUTE,
  claimMs: 2 * MINUTE,
  sendingMs: 2 * MINUTE,
  lateMs: 10_000,
  pendingMs: 65 * MINUTE,
};

/** Time limits of running a promotion, in ms. A parameter, so that tests can shorten them. */
export type RunLimits = SendLimits & {
  /** Intervals between checks: at first, after `laterMs` without a change, and after `muchLaterMs`. */
  lookOftenMs: number;
  lookLaterMs: number;
  lookSeldomMs: number;
  laterMs: number;
  muchLaterMs: number;
  /** A pipeline promotion that upstream accepted creates its releases within this. */
  appearMs: number;
  /** A release phase ends after an hour upstream. */
  releasePhaseMs: number;
  /** Dynos are up on the new version within this. */
  dynosMs: number;
  /** Duration of a server's lease of a promotion; renewed much more often. */
  leaseMs: number;
};

export const runLimits: RunLimits = {
  ...sendLimits,
  lookOftenMs: 1_000,
  lookLaterMs: 2_000,
  lookSeldomMs: 5_000,
  laterMs: 30_000,
  muchLaterMs: 3 * MINUTE,
  appearMs: 5 * MINUTE,
  releasePhaseMs: 65 * MINUTE,
  dynosMs: 10 * MINUTE,
  leaseMs: MINUTE,
};
