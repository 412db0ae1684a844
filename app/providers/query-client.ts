import { QueryCache, QueryClient } from "@tanstack/react-query";
import { connection } from "@/components/ui/connection";
import { ApiFailure } from "@/lib/client/api";
import { sessionEnd } from "@/lib/client/session-end";

/** The browser's cache of answers. Each tells whether the server is there and still knows who asks. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => {
        connection.heard();
        sessionEnd.over();
      },
      onError: (error) => {
        if (!(error instanceof ApiFailure)) return;
        if (error.id === "unreachable") connection.lost();
        else connection.heard();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiFailure && isFinal(error.status)),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
}

/** Asking again would get the same answer. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
