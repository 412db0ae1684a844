import { SCARCE_CALLS, scarcityOf } from "@/lib/server/heroku/rate";
import type { Account, GrantSubscription } from "./types";

export type Budget = {
  now: number;
  account: (id: string) => Account;
  /** Returns the remaining calls; null while unknown. */
  remaining: (account: string) => number | null;
  /** Number of reads assigned to each account in this round. */
  taken: Map<string, number>;
};

/**
 * Returns the grant to read with. Ranks by apps seen, then by remaining calls (in coarse classes, so that accounts
 * rotate), then by least recent use of the account. Returns null when none may read now.
 */
export function pickSubscription(
  subscriptions: Iterable<GrantSubscription>,
  sees: (subscription: GrantSubscription) => number,
  { now, account, remaining, taken }: Budget,
): { subscription: GrantSubscription; scarcity: number } | null {
  let best: { subscription: GrantSubscription; rank: readonly number[]; scarcity: number } | null = null;
  for (const subscription of subscriptions) {
    const seen = sees(subscription);
    if (seen === 0 || now < account(subscription.account).retryAt) continue;
    const left = remaining(subscription.account);
    const scarcity = scarcityOf(left);
    if (scarcity === Number.POSITIVE_INFINITY) continue;
    const used = taken.get(subscription.account) ?? 0;
    const rank = [
      seen,
      classOf(left),
      -used,
      -account(subscription.account).usedAt,
      -subscription.usedAt,
    ] as const;
    if (!best || isHigher(rank, best.rank)) best = { subscription, rank, scarcity };
  }
  if (best) taken.set(best.subscription.account, (taken.get(best.subscription.account) ?? 0) + 1);
  return best;
}

function classOf(remaining: number | null): number {
  const left = remaining ?? Number.POSITIVE_INFINITY;
  return left >= 2_000 ? 3 : left >= 1_000 ? 2 : left >= SCARCE_CALLS ? 1 : 0;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) > (other[at] ?? 0);
}
