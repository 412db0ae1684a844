import { QueryCache, QueryClient } from "@tanstack/react-query";
import { connection } from "@/components/ui/connection";
import { ApiFailure, isFinal } from "@/lib/client/api";
import { noteResponse } from "@/lib/client/data-age";
import { sessionEnd } from "@/lib/client/session-end";

/** A retry would cost another of the calls that have run out. */
function isRateLimit(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 429;
}

/** Creates the browser's query cache. Each response shows whether the server is reachable and the session valid. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onSuccess: (answer, query) => {
        noteResponse(query, answer);
        connection.markReachable();
        sessionEnd.clear();
      },
      onError: (error) => {
        if (!(error instanceof ApiFailure)) return;
        if (error.id === "unreachable") connection.markUnreachable();
        else connection.markReachable();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && !isFinal(error) && !isRateLimit(error),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
}
