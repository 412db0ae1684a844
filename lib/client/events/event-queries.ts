import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { z } from "zod";
import { isOld } from "@/lib/apps/stale-limits";
import { isFinal } from "@/lib/client/api";
import { hasChanged, noteAges, noteChange, readOf } from "@/lib/client/data-age";
import type { Age, WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import { eventsLive } from "./events-live";

const Stages = z.object({
  stages: z.array(
    z.object({
      apps: z.array(
        z.object({ hidden: z.boolean(), app: z.object({ id: z.string(), name: z.string().optional() }) }),
      ),
    }),
  ),
});

/** Returns the names or ids of the apps whose state a query shows. */
export function appsOfQuery(key: QueryKey, data: unknown): string[] {
  const [kind, ...rest] = key;
  const names = rest.filter((part) => typeof part === "string");
  if (kind === "summaries" || kind === "reviews") return names;
  if (kind === "apps") return names.slice(0, 1);
  if (kind !== "pipelines" || names.length === 0) return [];
  const details = Stages.safeParse(data);
  if (!details.success) return [];
  const apps = details.data.stages.flatMap((stage) => stage.apps);
  return apps.flatMap(({ hidden, app }) => (hidden ? [] : [app.name ?? app.id]));
}

/** Returns the apps that the page currently shows. */
export function appsInView(queries: QueryClient): string[] {
  const active = queries.getQueryCache().findAll({ type: "active" });
  return [...new Set(active.flatMap(({ queryKey, state }) => appsOfQuery(queryKey, state.data)))];
}

/** Returns true if the event may have changed the data of a query. */
export function isTouchedBy(event: WatchEvent, key: QueryKey, data: unknown): boolean {
  if (event.type === "fresh") return false;
  const [kind, , list] = key;
  const { id, name } = event.app;
  if (!appsOfQuery(key, data).some((app) => app === id || app === name)) return false;
  if (kind !== "apps" || event.type === "app") return true;
  if (list === undefined) return event.type === "release";
  if (event.type === "build") return list === "builds";
  if (event.type === "release") return list === "releases" || list === "holds";
  return list === "dynos" || list === "formation";
}

/** Refreshes the queries that the events make outdated, each one once. */
export function takeEvents(queries: QueryClient, events: readonly WatchEvent[], now: number): void {
  for (const event of events) {
    if (event.type !== "fresh") noteChange(event.app, now);
    else {
      noteAges(event.apps, event.list_age_ms, now);
      takeAges(queries, event.apps, now);
      retryFailed(queries, event.apps);
    }
  }
  const changes = events.filter(({ type }) => type !== "fresh");
  if (changes.length === 0) return;
  queries
    .invalidateQueries({
      predicate: ({ queryKey, state }) => changes.some((event) => isTouchedBy(event, queryKey, state.data)),
    })
    .catch(() => undefined);
}

/** Data newer than this is not requested again, in ms. */
const NEW_MS = 3_000;

/** Refreshes every query that shows the state of apps: events may have been missed, or will no longer arrive. */
export function renewAll(queries: QueryClient, now: number): void {
  const predicate = ({
    queryKey,
    state,
  }: {
    queryKey: QueryKey;
    state: { data: unknown; dataUpdatedAt: number };
  }) => appsOfQuery(queryKey, state.data).length > 0 && now - state.dataUpdatedAt > NEW_MS;
  queries.invalidateQueries({ predicate }).catch(() => undefined);
}

/** Retries failed queries once the server reads upstream again. */
function retryFailed(queries: QueryClient, ages: readonly Age[]): void {
  if (ages.length === 0 || ages.some(({ fault }) => fault === "heroku")) return;
  queries
    .refetchQueries({
      type: "active",
      predicate: ({ state }) => state.error !== null && !isFinal(state.error),
    })
    .catch(() => undefined);
}

type Summaries = { items: AppSummary[]; next: null };

/**
 * Refreshes old queries. While events are live, the server reports when it reads upstream again, and failed queries
 * are not retried before that.
 */
export function renewOld(queries: QueryClient, now: number): void {
  const live = eventsLive.state().kind === "live";
  queries
    .refetchQueries(
      {
        type: "active",
        predicate: (query) => {
          const read = readOf(query);
          return read !== undefined && isOld(read?.at ?? null, now) && !(live && query.state.error);
        },
      },
      { cancelRefetch: false },
    )
    .catch(() => undefined);
}

/** Applies the ages that the server reports to rows, without requesting them again. */
function takeAges(queries: QueryClient, ages: readonly Age[], now: number): void {
  const known = new Map(ages.map((age) => [age.app.id, age]));
  for (const query of queries.getQueryCache().findAll({ queryKey: ["summaries"] })) {
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
  const read_at = new Date(Math.max(now - age.age_ms, Date.parse(item.read_at))).toISOString();
  return { ...item, read_at, failed: age.fault === null ? null : (item.failed ?? FAULTS[age.fault]) };
}

const FAULTS = {
  heroku: "Heroku did not answer the newest try.",
  slowed: "Few of this hour's Heroku API calls are left, so Slipway reads more rarely.",
} as const;
