import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/server/process/per-process";
import type { EndpointName } from "./endpoints";

/** A successful response and its time (ms since the epoch). The body stays text, so it is validated again on each use. */
export type CachedResponse = { status: number; headers: Headers; body: string; at: number };

/** Endpoints whose responses are cached; none of them has secrets or content. */
const CACHED: ReadonlySet<EndpointName> = new Set([
  "apps",
  "app",
  "builds",
  "build",
  "releases",
  "release",
  "slug",
  "dynos",
  "formation",
  "pipelines",
  "pipeline",
  "couplings",
  "pipelineCouplings",
]);
const MAX_CHARACTERS = 32 * 1024 * 1024;
const MAX_AGE_MS = 6 * 3_600_000;
const responses = perProcess(
  "last-reads",
  () =>
    new LRUCache<string, CachedResponse>({
      maxSize: MAX_CHARACTERS,
      sizeCalculation: ({ body }) => Math.max(1, body.length),
    }),
);

/** Returns the cache key of a read, or null when it is not cached. It contains the grant: no other may see the response. */
export function keyOf(
  grant: string,
  endpoint: EndpointName,
  url: string,
  range: string | undefined,
): string | null {
  return CACHED.has(endpoint) ? `${grant} ${url} ${range ?? ""}` : null;
}

export function lastRead(key: string, now: number): CachedResponse | null {
  const cached = responses().get(key);
  return cached && now - cached.at < MAX_AGE_MS ? cached : null;
}

/** Stores a response. Evicts the least recently used ones while the cache is too large. */
export function storeRead(key: string, answer: CachedResponse): void {
  responses().set(key, answer);
}
