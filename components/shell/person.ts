/** The signed-in user. */
export type Person = { email: string; name: string | null };
