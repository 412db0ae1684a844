import { ApiError } from "./api-error";

/** Heroku's OAuth scopes, with their descriptions on the authorize page. */
export type Scope = "global" | "identity" | "read" | "write" | "read-protected" | "write-protected";
export const scopes: Scope[] = ["global", "identity", "read", "write", "read-protected", "write-protected"];

/** The minimum scope of an endpoint; `any` accepts every valid token. */
export type Need = "any" | "identity" | "read" | "write" | "read-protected" | "write-protected";

const satisfying: Record<Need, Scope[]> = {
  any: [...scopes],
  identity: ["global", "identity"],
  read: ["global", "read", "read-protected", "write", "write-protected"],
  write: ["global", "write", "write-protected"],
  "read-protected": ["global", "read-protected", "write-protected"],
  "write-protected": ["global", "write-protected"],
};

export function accepted(need: Need): Scope[] {
  return satisfying[need];
}

/** Throws 403 `forbidden` unless one of the token's scopes satisfies the endpoint. */
export function requireScope(held: string[], need: Need): void {
  if (satisfying[need].some((scope) => held.includes(scope))) return;
  throw new ApiError(
    403,
    "forbidden",
    `The scope of this OAuth authorization does not allow access to this resource.`,
    { url: "https://devcenter.heroku.com/articles/oauth#scopes" },
  );
}

/** Reads `scope` of an authorize request: spaces or commas; absent means global. Returns null if a scope is unknown. */
export function parseScopes(text: string | undefined): Scope[] | null {
  const asked = (text ?? "").split(/[\s,]+/).filter(Boolean);
  if (asked.length === 0) return ["global"];
  const known = scopes.filter((scope) => asked.includes(scope));
  return known.length === new Set(asked).size ? known : null;
}
