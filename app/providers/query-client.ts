import { QueryCache, QueryClient } from "@tanstack/react-query";
import { connection } from "@/components/ui/connection";
import { ApiFailure } from "@/lib/client/api";
import { paths } from "@/lib/paths";

/** The browser's cache of answers. A session that ended leads to sign-in and back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => connection.heard(),
      onError: (error) => {
        if (!(error instanceof ApiFailure)) return;
        if (error.status === 401) location.assign(paths.signIn(location.pathname + location.search));
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
