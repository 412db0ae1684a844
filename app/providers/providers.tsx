"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Tooltip } from "radix-ui";
import { type ReactNode, useInsertionEffect, useState } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { RenderedAtProvider } from "@/components/ui/use-now";
import { createQueryClient } from "./query-client";

type ProvidersProps = {
  nonce: string | undefined;
  /** When the server rendered the page, in ms. */
  renderedAt: number;
  haste: number;
  children: ReactNode;
};

/** Provides the contexts that components of every page require. */
export function Providers({ nonce, renderedAt, haste, children }: ProvidersProps) {
  const [queries] = useState(createQueryClient);
  // Radix locks scrolling with a style element, which the policy accepts only with the nonce.
  useInsertionEffect(() => {
    if (nonce) setNonce(nonce);
  }, [nonce]);
  return (
    <QueryClientProvider client={queries}>
      <NuqsAdapter>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
          <RenderedAtProvider at={renderedAt} haste={haste}>
            <ToastProvider>{children}</ToastProvider>
          </RenderedAtProvider>
        </Tooltip.Provider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
