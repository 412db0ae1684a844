/** Who is signed in. */
export type Person = { email: string; name: string | null };
