import type { QueryClient } from "@tanstack/react-query";
import type { WatchEvent } from "@/lib/schemas/event";
import type { ReviewApp } from "@/lib/schemas/review";
import { summariesQuery } from "./apps";
import { pipelineQuery, reviewsQuery } from "./pipelines";

/** The parts of an app that a query can show. "rest" changes only when the app itself does. */
type Part = "app" | "builds" | "releases" | "holds" | "dynos" | "rest";

/**
 * What the data of a query shows: the state of apps (by name or id), or lists of the account. Decides which events
 * make the data outdated and what its age is. It travels with a prefetched page and is therefore plain data.
 */
export type QueryMeta =
  | { shows: Part | "summaries" | "reviews"; apps: readonly string[] }
  | { shows: "pipeline"; pipeline: string }
  | { shows: "lists" };

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: QueryMeta;
  }
}

/** The events, besides those of the app itself, that change a part of it. */
const CHANGED_BY: Record<Part, readonly WatchEvent["type"][]> = {
  app: ["release"],
  builds: ["build"],
  releases: ["release"],
  holds: ["release"],
  dynos: ["dyno"],
  rest: [],
};

/** The rows of a query that state their own age: summaries, reviews, and the visible apps of a pipeline. */
export function rowsOf(client: QueryClient, meta: QueryMeta | undefined) {
  if (meta?.shows === "summaries")
    return client.getQueryData(summariesQuery(meta.apps).queryKey)?.items ?? [];
  return reviewRowsOf(client, meta);
}

/** The apps that a query shows with the data of their review. */
export function reviewRowsOf(client: QueryClient, meta: QueryMeta | undefined): readonly ReviewApp[] {
  if (meta?.shows === "reviews") return client.getQueryData(reviewsQuery(meta.apps).queryKey)?.items ?? [];
  if (meta?.shows !== "pipeline") return [];
  const { stages = [] } = client.getQueryData(pipelineQuery(meta.pipeline).queryKey) ?? {};
  return stages.flatMap(({ apps }) => apps.flatMap((app) => (app.hidden ? [] : app)));
}

/** Returns the names or ids of the apps whose state a query shows. */
export function appsOf(client: QueryClient, meta: QueryMeta | undefined): readonly string[] {
  if (!meta || meta.shows === "lists") return [];
  return meta.shows === "pipeline" ? rowsOf(client, meta).map(({ app }) => app.name) : meta.apps;
}

/** Returns true if the event may have changed the data of a query. */
export function isChangedBy(event: WatchEvent, client: QueryClient, meta: QueryMeta | undefined): boolean {
  if (event.type === "fresh" || !meta || meta.shows === "lists") return false;
  const { id, name } = event.app;
  if (!appsOf(client, meta).some((app) => app === id || app === name)) return false;
  if (meta.shows === "pipeline" || meta.shows === "summaries" || meta.shows === "reviews") return true;
  return event.type === "app" || CHANGED_BY[meta.shows].includes(event.type);
}
