/**
 * Splits rows into those to show and the number of new ones to hold back: new rows above the first known one. Rows
 * below it (older ones, loaded later) are always shown.
 */
export function holdNew<T extends { key: string }>(
  rows: readonly T[],
  known: ReadonlySet<string> | null,
): { shown: readonly T[]; held: number } {
  if (!known) return { shown: rows, held: 0 };
  const first = rows.findIndex((row) => known.has(row.key));
  if (first <= 0) return { shown: rows, held: 0 };
  return { shown: rows.slice(first), held: first };
}
