import type { Query, QueryClient } from "@tanstack/react-query";
import { isOld } from "@/lib/apps/stale-limits";
import { isFinal } from "@/lib/client/api";
import { summariesQuery } from "@/lib/client/apps";
import {
  dynosKnownAt,
  hasChanged,
  noteAges,
  noteChange,
  readOf,
  replacesFailedRead,
} from "@/lib/client/data-age";
import { appsOf, isChangedBy, reviewRowsOf } from "@/lib/client/query-meta";
import type { Age, WatchEvent } from "@/lib/schemas/event";
import type { ReviewApp } from "@/lib/schemas/review";
import type { AppSummary } from "@/lib/schemas/summary";
import { whyOld } from "@/lib/text/data-age";
import { eventsLive } from "./events-live";

/** Returns the apps that the page currently shows. */
export function appsInView(queries: QueryClient): string[] {
  const active = queries.getQueryCache().findAll({ type: "active" });
  return [...new Set(active.flatMap(({ meta }) => appsOf(queries, meta)))];
}

/** Refreshes the queries that the events make outdated, each one once. */
export function applyEvents(queries: QueryClient, events: readonly WatchEvent[], now: number): void {
  for (const event of events) {
    if (event.type !== "fresh") noteChange(event.app, now);
    else {
      noteAges(event.apps, event, now);
      applyAges(queries, event.apps, now);
      retryFailed(queries, event.apps);
    }
  }
  const changes = events.filter(({ type }) => type !== "fresh");
  if (changes.length === 0) return;
  queries
    .invalidateQueries({
      predicate: ({ meta }) => changes.some((event) => isChangedBy(event, queries, meta)),
    })
    .catch(() => undefined);
}

/** Data newer than this is not requested again, in ms. */
const NEW_MS = 3_000;

/** Refreshes every query that shows the state of apps: events may have been missed, or will no longer arrive. */
export function refreshAll(queries: QueryClient, now: number): void {
  queries
    .invalidateQueries({
      predicate: ({ meta, state }) => appsOf(queries, meta).length > 0 && now - state.dataUpdatedAt > NEW_MS,
    })
    .catch(() => undefined);
}

/** Refreshes the reviews that the page shows. Resolves with their apps. */
export async function refreshReviews(queries: QueryClient): Promise<ReviewApp[]> {
  const reviews = {
    type: "active" as const,
    predicate: ({ meta }: Query) => meta?.shows === "pipeline" || meta?.shows === "reviews",
  };
  await queries.refetchQueries(reviews);
  return queries
    .getQueryCache()
    .findAll(reviews)
    .flatMap(({ meta }) => reviewRowsOf(queries, meta));
}

/** Retries failed queries, and replaces data that is shown instead of a failed read, once the server reads upstream again. */
function retryFailed(queries: QueryClient, ages: readonly Age[]): void {
  if (ages.length === 0 || ages.some(({ fault }) => fault === "heroku")) return;
  const isOver = ages.every(({ fault }) => fault === null);
  queries
    .refetchQueries({
      type: "active",
      predicate: (query) => {
        const { error } = query.state;
        if (error !== null) return !isFinal(error);
        return isOver && replacesFailedRead(queries, query);
      },
    })
    .catch(() => undefined);
}

type Summaries = { items: AppSummary[]; next: null };

/**
 * Refreshes old queries. While events are live, the server reports when it reads upstream again, and failed queries
 * are not retried before that.
 */
export function refreshOld(queries: QueryClient, now: number): void {
  const live = eventsLive.state().kind === "live";
  queries
    .refetchQueries(
      {
        type: "active",
        predicate: (query) => {
          const read = readOf(queries, query);
          return read !== undefined && isOld(read?.at ?? null, now) && !(live && query.state.error);
        },
      },
      { cancelRefetch: false },
    )
    .catch(() => undefined);
}

/** Updates the cached rows with the ages that the server reports, without requesting the rows again. */
function applyAges(queries: QueryClient, ages: readonly Age[], now: number): void {
  const known = new Map(ages.map((age) => [age.app.id, age]));
  for (const query of queries.getQueryCache().findAll({ queryKey: summariesQuery([]).queryKey })) {
    const { error, dataUpdatedAt } = query.state;
    if (error) continue;
    const renew = (item: AppSummary): AppSummary =>
      hasChanged(item.app.id, query) ? item : withAge(item, known.get(item.app.id), now);
    queries.setQueryData<Summaries>(
      query.queryKey,
      (old) =>
        old?.items.some(({ app }) => known.has(app.id)) ? { ...old, items: old.items.map(renew) } : old,
      { updatedAt: dataUpdatedAt },
    );
  }
}

function withAge(item: AppSummary, age: Age | undefined, now: number): AppSummary {
  if (!age || age.age_ms === null) return item;
  const dynos_read_at = dynosKnownAt(item);
  const read_at = new Date(Math.max(now - age.age_ms, Date.parse(item.read_at))).toISOString();
  return {
    ...item,
    read_at,
    dynos_read_at,
    failed: age.fault === null ? null : (age.why ?? item.failed ?? whyOld(age.fault)),
  };
}
