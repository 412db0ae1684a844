import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { env } from "@/lib/server/env";
import { cookieFor } from "./cookie";
import { sessionOf } from "./session-of";
import type { Session } from "./session-type";

/** The session of the request at hand, or null. */
export const readSession = cache(async (): Promise<Session | null> => sessionOf(await sessionToken()));

/** What its cookie holds; with HEROKU_API_KEY there is none. */
export async function sessionToken(): Promise<string | undefined> {
  return env().apiKey ? undefined : (await cookies()).get(cookieFor(env()).name)?.value;
}
