import { formatBytes, formatDuration } from "@/lib/format/format";

/** Returns "41 of 120 MB · 12 s left"; the unit appears once if both have the same. Times in ms. */
export function sendingLabel(sent: number, total: number, left: number | null): string {
  const [all, done] = [formatBytes(total), formatBytes(sent)];
  const unit = all.slice(all.indexOf(" "));
  const amount = done.endsWith(unit) ? done.slice(0, -unit.length) : done;
  const time = left === null ? "" : ` · ${formatDuration(Math.max(1_000, left))} left`;
  return `${amount} of ${all}${time}`;
}
