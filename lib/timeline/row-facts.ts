import type { Row } from "./rows";

/** Facts beyond builds and releases: `stale`: they could not be refreshed; `crashed`: every dyno has crashed. */
export type RowFacts = { stale: boolean; crashed: boolean };

/**
 * Returns rows that claim no more than is known: nothing is running or in progress in old data, and nothing runs
 * while all dynos are crashed.
 */
export function withFacts(rows: readonly Row[], { stale, crashed }: RowFacts): readonly Row[] {
  if (!stale && !crashed) return rows;
  return rows.map((row): Row => {
    const { kind } = row.state;
    if (stale && (kind === "ok" || kind === "live"))
      return { ...row, state: { ...row.state, kind: "unknown" } };
    if (crashed && kind === "ok") return { ...row, state: { kind: "bad", label: "crashed" } };
    return row;
  });
}
