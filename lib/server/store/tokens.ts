/** The tokens of a grant. `expiresAt` is null when the identity host names no end. */
export type Tokens = { access: string; refresh: string | null; expiresAt: Date | null };
