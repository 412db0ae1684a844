import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/server/env";
import { cookieFor, expiredCookie } from "@/lib/server/session/cookie";
import { db } from "@/lib/server/store/db";
import { readGrant } from "@/lib/server/store/grants";
import { endSession, grantIdOf } from "@/lib/server/store/sessions";
import { revoke } from "./revoke";
import { seeOther } from "./route-handlers";

/**
 * Ends the session on the server, then revokes its tokens upstream. Tokens in use by a running promotion are deleted
 * when it ends. Returns the redirect to /sign-in.
 */
export async function signOut(): Promise<Response> {
  const cookie = cookieFor(env());
  const token = (await cookies()).get(cookie.name)?.value;
  const grantId = token ? await grantIdOf(db(), token) : null;
  const grant = grantId ? await readGrant(db(), grantId) : null;
  if (token) await endSession(db(), token);
  const isKept = grantId !== null && (await readGrant(db(), grantId)) !== null;
  const revoked = grant && !isKept ? await revoke(grant.tokens.access) : false;
  const response = seeOther(`/sign-in?signed-out=${revoked ? "revoked" : "1"}`);
  response.headers.append("set-cookie", expiredCookie(cookie));
  response.headers.set("clear-site-data", '"cache", "storage"');
  return response;
}
