import type { Item } from "./items";

/** What survives a reload: since when all was fine, and when that was last seen. Server's time, ms. */
export type FineRecord = { since: number; seen: number };

/** Longer unseen, and something may have been broken in between. */
const GAP_MS = 75_000;

/** The record after looking at `items`; null while something is wrong or nobody knows. */
export function fineRecord(before: FineRecord | null, items: Item[], now: number): FineRecord | null {
  const fine = items.length > 0 && items.every(({ group, look }) => group !== "problem" && look !== "stale");
  if (!fine) return null;
  if (before && now >= before.seen && now - before.seen <= GAP_MS) return { since: before.since, seen: now };
  return { since: now, seen: now };
}

/** Reads what an earlier page left behind. */
export function readFineRecord(text: string | null): FineRecord | null {
  const [since, seen] = (text ?? "").split(" ").map(Number);
  return since && seen ? { since, seen } : null;
}

export function writeFineRecord(record: FineRecord): string {
  return `${record.since} ${record.seen}`;
}
