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
/** The time limit of a call whose last response is cached; shorter, because there is data to show. */
const CACHED_TIMEOUT_MS = 8_000;
/** The same while upstream hangs: a browser has six connections, and each is taken until its request is answered. */
const HANGING_TIMEOUT_MS = 1_500;

const responses = perProcess(
  "last-reads",
  () =>
    new LRUCache<string, CachedResponse>({
      maxSize: MAX_CHARACTERS,
      sizeCalculation: ({ body }) => Math.max(1, body.length),
    }),
);

/** The Platform APIs whose last call with a cached response timed out, by URL. */
const hanging = perProcess("hanging-upstreams", () => new Set<string>());

/** Records whether an upstream answers. */
export function noteHanging(apiUrl: string, isHanging: boolean): void {
  if (isHanging) hanging().add(apiUrl);
  else hanging().delete(apiUrl);
}

export function cachedTimeoutMs(apiUrl: string): number {
  return hanging().has(apiUrl) ? HANGING_TIMEOUT_MS : CACHED_TIMEOUT_MS;
}

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
