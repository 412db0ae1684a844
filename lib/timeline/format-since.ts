import { formatDay, formatDuration, formatHour, type Zone } from "./format";

const DAY = 24 * 3_600_000;

/** "12 s", "3 h 12 m" within a day; "Tue 14:03" within six; then "Tue 3 Nov". `now`: ms since the epoch. */
export function formatSince(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < DAY) return formatDuration(ms < 60_000 ? ms : ms - (ms % 60_000));
  if (ms < 6 * DAY) return `${weekday(iso, zone)} ${formatHour(iso, zone)}`;
  return formatDay(iso, now, zone);
}

/** "3 h" within a day, "Tue" within six, then "12 Nov": for a narrow column. */
export function formatSinceShort(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < DAY) return formatDuration(ms < 60_000 ? ms : ms - (ms % (ms < 3_600_000 ? 60_000 : 3_600_000)));
  if (ms < 6 * DAY) return weekday(iso, zone);
  return formatDay(iso, now, zone).replace(/^[A-Z][a-z]{2} (?=\d)/, "");
}

function weekday(iso: string, zone: Zone): string {
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", ...timeZone }).format(new Date(iso));
}
