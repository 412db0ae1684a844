"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Tooltip } from "radix-ui";
import { type ReactNode, useInsertionEffect, useState } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { DrawnAtProvider } from "@/components/ui/use-now";
import { createQueryClient } from "./query-client";

type ProvidersProps = {
  nonce: string | undefined;
  /** When the server rendered the page, in ms. */
  drawnAt: number;
  haste: number;
  children: ReactNode;
};

/** The contexts that every page's components require. */
export function Providers({ nonce, drawnAt, haste, children }: ProvidersProps) {
  const [queries] = useState(createQueryClient);
  // Radix locks scrolling with a style element, which the policy accepts only with the nonce.
  useInsertionEffect(() => {
    if (nonce) setNonce(nonce);
  }, [nonce]);
  return (
    <QueryClientProvider client={queries}>
      <NuqsAdapter>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
          <DrawnAtProvider at={drawnAt} haste={haste}>
            <ToastProvider>{children}</ToastProvider>
          </DrawnAtProvider>
        </Tooltip.Provider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
