import { SlipwayError } from "@/lib/errors/slipway-error";
import type { EndpointName } from "./endpoints";

/** A good answer of upstream and when it came (ms). Bodies are kept as text: reading one again checks it again. */
export type Kept = { status: number; headers: Headers; body: string; at: number };

/** Nothing that holds secrets or content is kept. */
const KEPT: ReadonlySet<EndpointName> = new Set([
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
const MOST_CHARACTERS = 32 * 1024 * 1024;
const LONGEST_MS = 6 * 3_600_000;
/** Who has something to show does not wait for as long as who has nothing. */
export const PATIENCE_MS = 8_000;

declare global {
  var slipwayLastReads: { entries: Map<string, Kept>; characters: number } | undefined;
}

function store() {
  globalThis.slipwayLastReads ??= { entries: new Map(), characters: 0 };
  return globalThis.slipwayLastReads;
}

/** What tells one question from another; null for what is not kept. It begins with the grant: nobody else may see it. */
export function keyOf(
  grant: string,
  endpoint: EndpointName,
  url: string,
  range: string | undefined,
): string | null {
  return KEPT.has(endpoint) ? `${grant} ${url} ${range ?? ""}` : null;
}

export function lastRead(key: string, now: number): Kept | null {
  const kept = store().entries.get(key);
  return kept && now - kept.at < LONGEST_MS ? kept : null;
}

/** The newest answers stay, as many as fit. */
export function keepRead(key: string, answer: Kept): void {
  const all = store();
  drop(key);
  all.entries.set(key, answer);
  all.characters += answer.body.length;
  for (const oldest of all.entries.keys()) {
    if (all.characters <= MOST_CHARACTERS) return;
    drop(oldest);
  }
}

function drop(key: string): void {
  const all = store();
  all.characters -= all.entries.get(key)?.body.length ?? 0;
  all.entries.delete(key);
}

/** Whether upstream failed, rather than refused: what it said before is still the best that is known. */
export function isOutage(error: unknown): error is SlipwayError {
  return error instanceof SlipwayError && (error.status >= 500 || error.status === 429);
}
