import "server-only";
import { redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import { readSession, type Session } from "./session";

/** The session of a page; without one the browser goes to sign in and comes back to `path`. */
export async function requirePageSession(path: string): Promise<Session> {
  const session = await readSession();
  if (!session) redirect(paths.signIn(path === "/" ? undefined : path));
  return session;
}
