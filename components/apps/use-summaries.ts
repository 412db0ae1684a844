import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Place } from "@/lib/apps/stages";
import { summaryBatches } from "@/lib/apps/summary-batches";
import { summariesQuery } from "@/lib/client/apps";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";

export type Summaries = {
  byName: Map<string, AppSummary>;
  /** true if no first request is pending. */
  settled: boolean;
  error: Error | null;
  /** When the newest response arrived (ms), 0 if none has. */
  updatedAt: number;
  refetch: () => void;
};

type Result = UseQueryResult<{ items: AppSummary[] }>;

/**
 * Returns the summaries of the apps. The most recently released ones are always refreshed, others while their rows
 * are visible; earlier summaries are kept.
 */
export function useSummaries(
  apps: readonly App[],
  places: ReadonlyMap<string, Place>,
  visible: ReadonlySet<number>,
): Summaries {
  const { hot, batches } = useMemo(() => summaryBatches(apps, places), [apps, places]);
  const rest = batches.length > 1 ? batches : [];
  return useQueries({
    queries: [
      summariesQuery(hot),
      ...rest.map((names, index) => ({ ...summariesQuery(names), enabled: visible.has(index) })),
    ],
    combine,
  });
}

/** Defined outside the hook: a new function would combine the results again on every render. */
function combine(results: Result[]): Summaries {
  return {
    byName: new Map(
      results.flatMap((result) => result.data?.items ?? []).map((item) => [item.app.name, item]),
    ),
    settled: results.every((result) => !result.isLoading),
    error: results.find((result) => result.error)?.error ?? null,
    updatedAt: Math.max(0, ...results.map((result) => result.dataUpdatedAt)),
    refetch: () => {
      for (const result of results) if (result.isEnabled) result.refetch().catch(() => {});
    },
  };
}
