import { env } from "@/lib/server/env";

/** No page needs `global`, and anybody can write a link to /sign-in: only HEROKU_SCOPE can ask for it. */
const ADDABLE = ["identity", "read", "write", "read-protected", "write-protected"];

/** The scopes that a page may ask for beyond HEROKU_SCOPE, out of a text from outside; the rest is dropped. */
export function addableScopes(text: string | null | undefined): string[] {
  return (text ?? "").split(/[\s,]+/).filter((scope) => ADDABLE.includes(scope));
}

/** What sign-in asks for: HEROKU_SCOPE and, when a page needed more, those scopes. */
export function scopesAsked(extra: string | null): string {
  return [...new Set([...env().scope.split(" "), ...addableScopes(extra)])].join(" ");
}
