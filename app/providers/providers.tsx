"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Tooltip } from "radix-ui";
import { type ReactNode, useInsertionEffect, useState } from "react";
import { connection } from "@/components/ui/connection";
import { ToastProvider } from "@/components/ui/toast";
import { RenderedAtProvider } from "@/components/ui/use-now";
import { ApiFailure, isFinal } from "@/lib/client/api";
import { noteResponse } from "@/lib/client/data-age";
import { sessionEnd } from "@/lib/client/session-end";

type ProvidersProps = {
  nonce: string | undefined;
  /** When the server rendered the page, in ms. */
  renderedAt: number;
  timeScale: number;
  children: ReactNode;
};

/** Provides the contexts that components of every page require. */
export function Providers({ nonce, renderedAt, timeScale, children }: ProvidersProps) {
  const [queries] = useState(createQueryClient);
  // Radix locks scrolling with a style element, which the policy accepts only with the nonce.
  useInsertionEffect(() => {
    if (nonce) setNonce(nonce);
  }, [nonce]);
  return (
    <QueryClientProvider client={queries}>
      <NuqsAdapter>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
          <RenderedAtProvider at={renderedAt} timeScale={timeScale}>
            <ToastProvider>{children}</ToastProvider>
          </RenderedAtProvider>
        </Tooltip.Provider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

/** A retry would cost another of the calls that have run out. */
function isRateLimit(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 429;
}

/** Creates the browser's query cache. Each response shows whether the server is reachable and the session valid. */
function createQueryClient(): QueryClient {
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
