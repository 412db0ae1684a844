import { type SendLimits, sendLimits } from "./limits";

/** Times of carrying a promotion out, in ms; handed in, so that tests can make them short. */
export type RunLimits = SendLimits & {
  /** Pauses between two looks: at first, after `laterMs` without a change, and after `muchLaterMs`. */
  lookOftenMs: number;
  lookLaterMs: number;
  lookSeldomMs: number;
  laterMs: number;
  muchLaterMs: number;
  /** A pipeline promotion that upstream accepted makes its releases within this. */
  appearMs: number;
  /** A release phase ends after an hour upstream. */
  releasePhaseMs: number;
  /** Dynos are up on the new version within this. */
  dynosMs: number;
  /** For how long a server says that it carries a promotion out; it says so again much more often. */
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
