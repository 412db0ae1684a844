import { perProcess } from "@/lib/server/process/per-process";

/** An account with fewer calls left than this in its hourly bucket is polled at a quarter of the usual rate. */
export const SCARCE_CALLS = 500;
/** An account with fewer calls left than this is not polled. */
export const EMPTY_CALLS = 100;

/** Calls left by account id, as last reported by upstream. */
export const remainingByAccount = perProcess("remaining-calls", () => new Map<string, number>());

/** Stores the number of calls left in an account's hourly bucket, from the `RateLimit-Remaining` header. */
export function recordRemaining(accountId: string, header: string | null): void {
  const remaining = Number.parseInt(header ?? "", 10);
  if (Number.isFinite(remaining)) remainingByAccount().set(accountId, remaining);
}

/** Returns the calls left in the account's bucket as last reported, or null. */
export function remainingCalls(accountId: string): number | null {
  return remainingByAccount().get(accountId) ?? null;
}

/** Returns the factor by which an account's polling intervals are lengthened; infinity when it must not be polled. */
export function scarcityOf(remaining: number | null): number {
  if (remaining === null || remaining >= SCARCE_CALLS) return 1;
  return remaining >= EMPTY_CALLS ? 4 : Number.POSITIVE_INFINITY;
}
