import { cookies } from "next/headers";
import { cache } from "react";
import { env } from "@/lib/server/env";
import { cookieFor } from "./cookie";
import type { Session } from "./find-session";
import { sessionByToken } from "./find-session";

/** Returns the session of the current request, or null. */
export const readSession = cache(async (): Promise<Session | null> => sessionByToken(await sessionToken()));

/** Returns the value of the session cookie; undefined with HEROKU_API_KEY. */
export async function sessionToken(): Promise<string | undefined> {
  return env().apiKey ? undefined : (await cookies()).get(cookieFor(env()).name)?.value;
}
