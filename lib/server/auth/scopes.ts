import { env } from "@/lib/server/env";

const KNOWN = ["global", "identity", "read", "write", "read-protected", "write-protected"];

/** What sign-in asks for: HEROKU_SCOPE and, when a page needed more, those scopes. Unknown ones are dropped. */
export function scopesAsked(extra: string | null): string {
  const more = (extra ?? "").split(/[\s,]+/).filter((scope) => KNOWN.includes(scope));
  return [...new Set([...env().scope.split(" "), ...more])].join(" ");
}
