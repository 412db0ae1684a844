import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { readSession } from "@/lib/server/session/session";
import type { Session } from "@/lib/server/session/session-type";

/**
 * The session of a page; without one the browser goes to sign in and comes back to the page that it asked for
 * (proxy.ts says which: a layout does not know), else to `path`.
 */
export async function requirePageSession(path: string): Promise<Session> {
  // A refused HEROKU_API_KEY is told on the sign-in page, as an ended session is.
  const session = await readSession().catch((error: unknown) => {
    if (error instanceof SlipwayError && error.id === "unauthorized") return null;
    throw error;
  });
  const asked = (await headers()).get("x-page-path") ?? path;
  if (!session) redirect(paths.signIn(asked === "/" ? undefined : asked));
  return session;
}
