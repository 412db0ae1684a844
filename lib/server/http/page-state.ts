import "server-only";
import { type DehydratedState, dehydrate, type QueryClient } from "@tanstack/react-query";
import type { Heroku } from "@/lib/server/heroku/client";

/** What was read for a page, for its browser. When some of it is what was last read before an outage, all is that old. */
export function pageState(queries: QueryClient, { oldRead }: Pick<Heroku, "oldRead">): DehydratedState {
  const state = dehydrate(queries);
  if (!oldRead) return state;
  for (const query of state.queries)
    query.state.dataUpdatedAt = Math.min(query.state.dataUpdatedAt, oldRead.at);
  return state;
}
