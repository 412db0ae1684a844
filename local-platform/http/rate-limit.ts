import type { Context } from "@/local-platform/context";
import { ApiError } from "./api-error";

/** Heroku's token bucket per account: every call costs one, and the bucket refills each minute. */
export type RateLimiter = {
  remaining(accountId: string): number;
  /** Takes one token. Throws 429 `rate_limit` if none is left. */
  take(accountId: string): void;
  /** Empties the bucket of an account (a fault switch). */
  drain(accountId: string): void;
  refill(): void;
};

export function createRateLimiter(context: Context): RateLimiter {
  const buckets = new Map<string, { calls: number; at: number }>();

  function bucketOf(accountId: string) {
    const { rateCapacity, ratePerMinute } = context.limits;
    const at = context.now().getTime();
    const known = buckets.get(accountId);
    const back = known ? ((at - known.at) / 60_000) * ratePerMinute : 0;
    const bucket = { calls: known ? Math.min(rateCapacity, known.calls + back) : rateCapacity, at };
    buckets.set(accountId, bucket);
    return bucket;
  }

  return {
    remaining: (accountId) => Math.floor(bucketOf(accountId).calls),
    take(accountId) {
      const bucket = bucketOf(accountId);
      if (bucket.calls < 1) {
        throw new ApiError(
          429,
          "rate_limit",
          "Your account reached the API rate limit. Please wait a few minutes.",
        );
      }
      bucket.calls -= 1;
    },
    drain(accountId) {
      bucketOf(accountId).calls = 0;
    },
    refill: () => buckets.clear(),
  };
}
