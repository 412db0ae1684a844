import type { Row } from "./rows";

/** What is known beyond builds and releases: that they could not be read again, that every dyno has crashed. */
export type RowFacts = { stale: boolean; crashed: boolean };

/** Rows that do not claim more than is known: nothing runs or moves for sure in old data, nor with all dynos down. */
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
