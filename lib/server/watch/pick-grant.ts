import { EMPTY, SCARCE } from "./limits";
import type { Account, Seat } from "./types";

export type Budget = {
  now: number;
  account: (id: string) => Account;
  /** Calls left, when upstream has said so. */
  remaining: (account: string) => number | null;
  /** How many readings of this round fell to an account already. */
  taken: Map<string, number>;
};

/** How many times as rarely as usual the account is to be asked; infinity: not at all. */
export function scarcityOf(remaining: number | null): number {
  if (remaining === null || remaining >= SCARCE) return 1;
  return remaining >= EMPTY ? 4 : Number.POSITIVE_INFINITY;
}

/**
 * The grant to read with: of those that see most of what is wanted, of an account with more calls left (in few
 * classes, so that it is not always the same), the one whose account was longest not used. Null when none may read now.
 */
export function pickSeat(
  seats: Iterable<Seat>,
  sees: (seat: Seat) => number,
  { now, account, remaining, taken }: Budget,
): { seat: Seat; scarcity: number } | null {
  let best: { seat: Seat; rank: readonly number[]; scarcity: number } | null = null;
  for (const seat of seats) {
    const seen = sees(seat);
    if (seen === 0 || now < account(seat.account).retryAt) continue;
    const left = remaining(seat.account);
    const scarcity = scarcityOf(left);
    if (scarcity === Number.POSITIVE_INFINITY) continue;
    const used = taken.get(seat.account) ?? 0;
    const rank = [seen, classOf(left), -used, -account(seat.account).usedAt, -seat.usedAt] as const;
    if (!best || isHigher(rank, best.rank)) best = { seat, rank, scarcity };
  }
  if (best) taken.set(best.seat.account, (taken.get(best.seat.account) ?? 0) + 1);
  return best;
}

function classOf(remaining: number | null): number {
  const left = remaining ?? Number.POSITIVE_INFINITY;
  return left >= 2_000 ? 3 : left >= 1_000 ? 2 : left >= SCARCE ? 1 : 0;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) > (other[at] ?? 0);
}
