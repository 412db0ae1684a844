import { SlipwayError } from "@/lib/errors/slipway-error";
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
export const CACHED_TIMEOUT_MS = 8_000;

declare global {
  var slipwayLastReads: { entries: Map<string, CachedResponse>; characters: number } | undefined;
}

function store() {
  globalThis.slipwayLastReads ??= { entries: new Map(), characters: 0 };
  return globalThis.slipwayLastReads;
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
  const kept = store().entries.get(key);
  return kept && now - kept.at < MAX_AGE_MS ? kept : null;
}

/** Stores a response and evicts the oldest while the cache is too large. */
export function keepRead(key: string, answer: CachedResponse): void {
  const all = store();
  drop(key);
  all.entries.set(key, answer);
  all.characters += answer.body.length;
  for (const oldest of all.entries.keys()) {
    if (all.characters <= MAX_CHARACTERS) return;
    drop(oldest);
  }
}

function drop(key: string): void {
  const all = store();
  all.characters -= all.entries.get(key)?.body.length ?? 0;
  all.entries.delete(key);
}

/** Returns true if upstream failed rather than rejected the request, so that cached data is still the best available. */
export function isOutage(error: unknown): error is SlipwayError {
  return error instanceof SlipwayError && (error.status >= 500 || error.status === 429);
}
