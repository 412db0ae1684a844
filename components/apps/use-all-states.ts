import { type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { readOrder } from "@/lib/apps/read-order";
import { latestStatesQuery, summariesOnceQuery } from "@/lib/client/apps";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";

const BATCH = 20;

/**
 * Reads every app once, one batch at a time, while `on`: a filter by state requires all of them. Returns their
 * summaries with those in `known`, which are not read again.
 */
export function useAllStates(on: boolean, apps: readonly App[], known: ReadonlyMap<string, AppSummary>) {
  const latest = useQuery({ ...latestStatesQuery(), enabled: on });
  const [batches, setBatches] = useState<string[][] | null>(null);
  const [current, setCurrent] = useState(0);
  if (!on && batches) {
    setBatches(null);
    setCurrent(0);
  }
  // The order is fixed at the start: the requests must not change with every list of apps.
  if (on && !batches && apps.length > 0 && !latest.isPending) {
    const names = readOrder(apps, latest.data?.items ?? []).filter((name) => !known.has(name));
    const count = Math.ceil(names.length / BATCH);
    setBatches(Array.from({ length: count }, (_, at) => names.slice(at * BATCH, (at + 1) * BATCH)));
  }
  const { items, settledCount } = useQueries({
    queries: (batches ?? []).map((names, index) => ({
      ...summariesOnceQuery(names),
      enabled: on && index <= current,
    })),
    combine,
  });
  useEffect(() => {
    if (settledCount > current) setCurrent(settledCount);
  }, [settledCount, current]);
  const byName = useMemo(() => newestOf([...known.values(), ...items]), [known, items]);
  return { byName, reading: on && (batches === null || settledCount < batches.length) };
}

function newestOf(summaries: readonly AppSummary[]): Map<string, AppSummary> {
  const byName = new Map<string, AppSummary>();
  for (const summary of summaries) {
    const { name } = summary.app;
    if ((byName.get(name)?.read_at ?? "") <= summary.read_at) byName.set(name, summary);
  }
  return byName;
}

/** Defined outside the hook: a new function would combine the results again on every render. */
function combine(results: UseQueryResult<{ items: AppSummary[] }>[]) {
  const firstPending = results.findIndex((result) => !result.isFetched || result.isLoading);
  return {
    items: results.flatMap((result) => result.data?.items ?? []),
    /** The number of batches that have ended, successfully or not. */
    settledCount: firstPending === -1 ? results.length : firstPending,
  };
}
