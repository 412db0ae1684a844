const MINUTE_MS = 60_000;

/** How long a code can be typed in. */
export const CODE_MS = 10 * MINUTE_MS;
/** How long the identity host's page may stay open. */
export const CONSENT_MS = 15 * MINUTE_MS;
export const LINK_MS = 24 * 60 * MINUTE_MS;
export const IDENTIFY_MS = 10_000;
/** A screen asks every few seconds: one that was not heard of for longer is not there. */
export const SEEN_MS = 30_000;
