const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The largest body in bytes, and the time within which it must be complete. */
export type BodyLimit = { maxBytes: number; ms: number };
/** A number of events within a period. */
export type RateLimit = { max: number; ms: number };

/** Limits per client. A parameter, so that tests can set their own. */
export type Limits = {
  /** Of unauthenticated routes: sign-in, webhooks. */
  openBody: BodyLimit;
  jsonBody: BodyLimit;
  /** The time a client may go on sending a body after the response, before the connection is closed. */
  unreadBodyMs: number;
  /** New devices from one address. */
  newPairings: RateLimit;
  /** Waiting devices in total; beyond it the oldest gets a new code. */
  openPairings: number;
  /** Wrong pairing codes from one account, and from one address. */
  wrongCodes: RateLimit;
  wrongCodesOfAddress: RateLimit;
};

export const limits: Limits = {
  openBody: { maxBytes: 64 * 1024, ms: 10 * SECOND },
  jsonBody: { maxBytes: 1024 * 1024, ms: 10 * SECOND },
  unreadBodyMs: 10 * SECOND,
  newPairings: { max: 10, ms: MINUTE },
  openPairings: 2_000,
  wrongCodes: { max: 10, ms: 10 * MINUTE },
  wrongCodesOfAddress: { max: 30, ms: 10 * MINUTE },
};
