"use client";

import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Place } from "@/lib/apps/stages";
import { summaryBatches } from "@/lib/apps/summary-batches";
import { summariesQuery } from "@/lib/client/apps";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";

export type Summaries = {
  byName: Map<string, AppSummary>;
  /** No request is on its way for the first time. */
  settled: boolean;
  error: Error | null;
  /** When the newest answer came (ms), 0 when none has. */
  updatedAt: number;
  refetch: () => void;
};

type Result = UseQueryResult<{ items: AppSummary[] }>;

/**
 * What runs in the apps: of the most recently released ones always, of the others while their rows are in sight.
 * What was read before stays known; nobody asks again until it is looked at.
 */
export function useSummaries(
  apps: readonly App[],
  places: ReadonlyMap<string, Place>,
  inSight: ReadonlySet<number>,
): Summaries {
  const { hot, batches } = useMemo(() => summaryBatches(apps, places), [apps, places]);
  const rest = batches.length > 1 ? batches : [];
  return useQueries({
    queries: [
      summariesQuery(hot),
      ...rest.map((names, index) => ({ ...summariesQuery(names), enabled: inSight.has(index) })),
    ],
    combine,
  });
}

/** Outside of the hook: a new function each time would combine again at every drawing. */
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
