import { type DehydratedState, dehydrate, type QueryClient } from "@tanstack/react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import type { Heroku } from "@/lib/server/heroku/client";
import type { Session } from "@/lib/server/session/find-session";
import { readSession } from "@/lib/server/session/session";

/**
 * Returns the session of a page. Without one, redirects to the sign-in page, which returns to the requested page
 * (the `x-page-path` header set by proxy.ts, because a layout has no access to the URL), or else to `path`.
 */
export async function requirePageSession(path: string): Promise<Session> {
  // The sign-in page also explains a rejected HEROKU_API_KEY.
  const session = await readSession().catch((error: unknown) => {
    if (error instanceof SlipwayError && error.id === "unauthorized") return null;
    throw error;
  });
  const requestedPath = (await headers()).get("x-page-path") ?? path;
  if (!session) redirect(paths.signIn(requestedPath === "/" ? undefined : requestedPath));
  return session;
}

/**
 * Dehydrates a page's queries for the browser. If any data was read before an outage, no query's `dataUpdatedAt` is
 * later than that read.
 */
export function pageState(queries: QueryClient, { oldRead }: Pick<Heroku, "oldRead">): DehydratedState {
  const state = dehydrate(queries);
  if (!oldRead) return state;
  for (const query of state.queries)
    query.state.dataUpdatedAt = Math.min(query.state.dataUpdatedAt, oldRead.at);
  return state;
}
