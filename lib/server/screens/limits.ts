const MINUTE_MS = 60_000;

/** Validity of a pairing code. */
export const CODE_MS = 10 * MINUTE_MS;
/** Time limit of an OAuth round trip. */
export const CONSENT_MS = 15 * MINUTE_MS;
export const LINK_MS = 24 * 60 * MINUTE_MS;
export const IDENTIFY_MS = 10_000;
/** A screen polls every few seconds; without a request for this long it counts as offline. */
export const SEEN_MS = 30_000;
