import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render as renderAlone } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

/** Renders a part of a page. `visited` collects the addresses that it navigates to. */
export function render(part: ReactNode) {
  const visited: string[] = [];
  const visit = (address: string) => {
    visited.push(address);
  };
  const router = {
    push: visit,
    replace: visit,
    prefetch: () => undefined,
    back: () => undefined,
    forward: () => undefined,
    refresh: () => undefined,
    hmrRefresh: () => undefined,
    bfcacheId: "",
  };
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = renderAlone(part, {
    wrapper: ({ children }) => (
      <AppRouterContext value={router}>
        <QueryClientProvider client={client}>
          <Tooltip.Provider>{children}</Tooltip.Provider>
        </QueryClientProvider>
      </AppRouterContext>
    ),
  });
  return { ...shown, client, visited };
}
