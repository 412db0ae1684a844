import "server-only";
import { type DehydratedState, dehydrate, type QueryClient } from "@tanstack/react-query";
import type { Heroku } from "@/lib/server/heroku/client";

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
