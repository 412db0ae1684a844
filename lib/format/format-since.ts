import { daysAgo, formatAge, formatDay, formatDuration, formatHour, type Zone } from "./format";

const DAY = 24 * 3_600_000;

/**
 * Returns the elapsed time: "12 s", "3 h 12 m" within a day, "Tue 14:03" within six days, then "Tue 3 Nov". `now` is
 * in ms since the epoch.
 */
export function formatSince(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < DAY) return formatDuration(ms < 60_000 ? ms : ms - (ms % 60_000));
  if (daysAgo(iso, now, zone) < 7) return `${weekday(iso, zone)} ${formatHour(iso, zone)}`;
  return formatDay(iso, now, zone);
}

/** Returns the elapsed time for a narrow column: "6 min", "3 h", "1 d", then "Tue" within six days, then "12 Nov". */
export function formatSinceShort(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < 2 * DAY) return formatAge(iso, now);
  if (daysAgo(iso, now, zone) < 7) return weekday(iso, zone);
  return formatDay(iso, now, zone).replace(/^[A-Z][a-z]{2} (?=\d)/, "");
}

function weekday(iso: string, zone: Zone): string {
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", ...timeZone }).format(new Date(iso));
}
