import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { ReadThroughCache } from "@/lib/server/cache";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";
import { fetchAccount } from "./account";
import { keyGrant } from "./grants";
import type { Session } from "./session-type";

export const keySessions = perProcess(
  "key-session",
  () => new ReadThroughCache<Session>({ freshMs: Number.POSITIVE_INFINITY, max: 1 }),
);

/** Returns the session of HEROKU_API_KEY. Its account is read once; a failed read is not cached. */
export function keySession(key: string): Promise<Session> {
  return keySessions().get(key, Date.now(), () => createSession(key));
}

async function createSession(key: string): Promise<Session> {
  const { scope, ...user } = await fetchAccount(key);
  return { id: "key", user, grant: keyGrant(key, user.id, scope ?? "global") };
}

/** Returns a sentence that explains why HEROKU_API_KEY does not work; null if it works. */
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
