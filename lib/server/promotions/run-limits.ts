import { type SendLimits, sendLimits } from "./limits";

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

const MINUTE = 60_000;

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
