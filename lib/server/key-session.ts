import "server-only";
import { fetchAccount } from "./account";
import { keyGrant } from "./grants";
import type { Session } from "./session";

declare global {
  var slipwayKeySession: Promise<Session> | undefined;
}

/** The one session of HEROKU_API_KEY. Its account is read once; a failure is not remembered. */
export function keySession(key: string): Promise<Session> {
  globalThis.slipwayKeySession ??= begin(key).catch((error: unknown) => {
    globalThis.slipwayKeySession = undefined;
    throw error;
  });
  return globalThis.slipwayKeySession;
}

async function begin(key: string): Promise<Session> {
  const { scope, ...user } = await fetchAccount(key);
  return { id: "key", user, grant: keyGrant(key, user.id, scope ?? "global") };
}
