/** Times of sending, in ms; handed in, so that tests can make them short. */
export type SendLimits = {
  /** Pause between two looks at an app's releases after a call that was not answered. */
  lookMs: number;
  /** How long after a call failed its release may still appear. */
  settleMs: number;
  /** The same after it was sent, when nobody knows how it went. */
  forgottenMs: number;
  /** The same for a pipeline promotion, which makes its releases later. */
  promotionForgottenMs: number;
  /** An app that was claimed and nothing sent is free again after this. */
  claimMs: number;
  /** A call is over after this, however it went: then anybody may find out what became of it. */
  sendingMs: number;
  /** Between storing an intent and sending it; a server that slept in between sends nothing. */
  lateMs: number;
  /** A release that is pending longer than this is stuck: release phases end after an hour. */
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
