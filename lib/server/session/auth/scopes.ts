import { env } from "@/lib/server/env";

/** Excludes `global`: anyone can craft a link to /sign-in, so only HEROKU_SCOPE may request it. */
const ADDABLE = ["identity", "read", "write", "read-protected", "write-protected"];

/** Returns the scopes in an untrusted text that a page may request beyond HEROKU_SCOPE; drops the rest. */
export function addableScopes(text: string | null | undefined): string[] {
  return (text ?? "").split(/[\s,]+/).filter((scope) => ADDABLE.includes(scope));
}

/** Returns the scopes to request at sign-in: HEROKU_SCOPE plus those a page needed beyond it. */
export function scopesToRequest(extra: string | null): string {
  return [...new Set([...env().scope.split(" "), ...addableScopes(extra)])].join(" ");
}

/** Describes scopes in plain words: "your name, and to read and write your apps". */
export function describeScopes(scopes: readonly string[]): string {
  const has = (...names: string[]) => names.some((name) => scopes.includes(name));
  if (has("global")) return "everything your account can do";
  const parts: string[] = [];
  if (has("identity")) parts.push("your name");
  if (has("write", "write-protected")) parts.push("to read and write your apps");
  else if (has("read", "read-protected")) parts.push("to read your apps");
  if (has("read-protected", "write-protected") && !has("write", "write-protected"))
    parts.push("their config vars");
  return parts.join(", and ") || "nothing";
}
