"use client";

import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { summariesQuery } from "@/lib/client/apps";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import { summaryBatches } from "@/lib/timeline/summary-batches";

export type Summaries = {
  byName: Map<string, AppSummary>;
  /** No request is on its way for the first time. */
  settled: boolean;
  error: Error | null;
  /** When the newest answer came (ms), 0 when none has. */
  updatedAt: number;
  refetch: () => void;
};

/** What runs in the apps: of the most recently released ones always, of the others once their rows were in sight. */
export function useSummaries(apps: readonly App[], seen: ReadonlySet<number>): Summaries {
  const { hot, batches } = useMemo(() => summaryBatches(apps), [apps]);
  const asked = batches.length > 1 ? [hot, ...batches.filter((_, index) => seen.has(index))] : [hot];
  return useQueries({
    queries: asked.map((names) => summariesQuery(names)),
    combine: (results) => ({
      byName: new Map(
        results.flatMap((result) => result.data?.items ?? []).map((item) => [item.app.name, item]),
      ),
      settled: results.every((result) => !result.isLoading),
      error: results.find((result) => result.error)?.error ?? null,
      updatedAt: Math.max(0, ...results.map((result) => result.dataUpdatedAt)),
      refetch: () => {
        for (const result of results) result.refetch().catch(() => {});
      },
    }),
  });
}
