import { perProcess } from "@/lib/server/process/per-process";

/** Calls left by account id, as last reported by upstream. */
export const remainingByAccount = perProcess("remaining-calls", () => new Map<string, number>());

/** Stores the number of calls left in an account's hourly bucket, from the `RateLimit-Remaining` header. */
export function noteRemaining(accountId: string, header: string | null): void {
  const remaining = Number.parseInt(header ?? "", 10);
  if (Number.isFinite(remaining)) remainingByAccount().set(accountId, remaining);
}

/** Returns the calls left in the account's bucket as last reported, or null. */
export function remainingCalls(accountId: string): number | null {
  return remainingByAccount().get(accountId) ?? null;
}
