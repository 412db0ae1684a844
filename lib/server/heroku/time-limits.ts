import { perProcess } from "@/lib/server/process/per-process";

/** Time limits of a read in ms, with its retries: of one whose last response is cached, and of any other. */
const USUAL = { cached: 8_000, uncached: 30_000 };
/**
 * The same while upstream hangs. A browser has six connections to a server, and each is taken until its request is
 * answered: with the usual limits, the pages of a few tabs would wait for each other for minutes.
 */
const WHILE_HANGING = { cached: 1_500, uncached: 5_000 };
/** Interval between two reads with the usual limits while upstream hangs: one that is slow, but answers, is detected. */
const PROBE_MS = 30_000;

/** Origin of a Platform API that hangs → when the next read has the usual limits (ms since the epoch). */
const hanging = perProcess("hanging-upstreams", () => new Map<string, number>());

/** Records that a read timed out. */
export function noteTimeout(origin: string): void {
  if (!hanging().has(origin)) hanging().set(origin, Date.now() + PROBE_MS);
}

/** Records that upstream answered, with any status. */
export function noteAnswer(origin: string): void {
  hanging().delete(origin);
}

/** Returns the time limit in ms of the next read. `hasLast`: its last response can be shown instead. */
export function readLimit(origin: string, hasLast: boolean): number {
  const probeAt = hanging().get(origin);
  const isShort = probeAt !== undefined && Date.now() < probeAt;
  if (probeAt !== undefined && !isShort) hanging().set(origin, Date.now() + PROBE_MS);
  return (isShort ? WHILE_HANGING : USUAL)[hasLast ? "cached" : "uncached"];
}
