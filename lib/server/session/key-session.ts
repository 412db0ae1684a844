import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { fetchAccount } from "./account";
import { keyGrant } from "./grants";
import type { Session } from "./session-type";

declare global {
  var slipwayKeySession: Promise<Session> | undefined;
}

/** Returns the session of HEROKU_API_KEY. Its account is read once; a failed read is not cached. */
export function keySession(key: string): Promise<Session> {
  globalThis.slipwayKeySession ??= createSession(key).catch((error: unknown) => {
    globalThis.slipwayKeySession = undefined;
    throw error;
  });
  return globalThis.slipwayKeySession;
}

async function createSession(key: string): Promise<Session> {
  const { scope, ...user } = await fetchAccount(key);
  return { id: "key", user, grant: keyGrant(key, user.id, scope ?? "global") };
}

/** Returns a sentence that explains why HEROKU_API_KEY does not work, or null when it works. */
export async function keyProblem(): Promise<string | null> {
  try {
    await keySession(env().apiKey ?? "");
    return null;
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    if (error.id !== "unauthorized") return error.message;
    return "Heroku refused HEROKU_API_KEY. Set a new one (heroku auth:token prints it) and start Slipway again.";
  }
}
