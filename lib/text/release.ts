/** The cause of a release, behind its code's own text: "Retry webhooks · rolled back to v41". */
export const rolledBackTo = (version: number) => `rolled back to v${version}`;

export const rolledBackCodeTo = (version: number) => `rolled back to v${version}, code only`;

export const retryOf = (version: number) => `retry of v${version}`;

export const promotedFrom = (app: string) => `promoted from ${app}`;

export const INITIAL_RELEASE = "initial release";
