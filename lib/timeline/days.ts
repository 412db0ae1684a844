import { formatDay, type Zone } from "@/lib/format/format";

type Day<T> = { label: string; rows: T[] };

/** Groups rows by day; a row without a time (it runs now) belongs to today. */
export function byDay<T>(
  rows: readonly T[],
  timeOf: (row: T) => string | null,
  now: number,
  zone: Zone | undefined,
): Day<T>[] {
  const days: Day<T>[] = [];
  for (const row of rows) {
    const label = formatDay(timeOf(row) ?? new Date(now).toISOString(), now, zone);
    const last = days.at(-1);
    if (last?.label === label) last.rows.push(row);
    else days.push({ label, rows: [row] });
  }
  return days;
}
