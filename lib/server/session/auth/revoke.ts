import "server-only";
import { z } from "zod";
import { env } from "@/lib/server/env";

const Authorizations = z.array(
  z.object({ id: z.string(), access_token: z.object({ token: z.string().nullish() }).nullish() }),
);

/**
 * Revokes the authorization of a token upstream (`DELETE /oauth/authorizations/:id`). Returns true if it was revoked:
 * most scopes are not allowed to, and signing out does not depend on it.
 */
export async function revoke(token: string): Promise<boolean> {
  try {
    const listed = await call("GET", "/oauth/authorizations", token);
    if (!listed.ok) return false;
    const own = Authorizations.parse(await listed.json()).find((item) => item.access_token?.token === token);
    return own
      ? (await call("DELETE", `/oauth/authorizations/${encodeURIComponent(own.id)}`, token)).ok
      : false;
  } catch {
    return false;
  }
}

function call(method: "GET" | "DELETE", path: string, token: string): Promise<Response> {
  return fetch(env().herokuApiUrl + path, {
    method,
    headers: { accept: "application/vnd.heroku+json; version=3", authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(3_000),
  });
}
