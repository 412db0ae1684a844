// Every `now` is in ms since the epoch.
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The zone of a clock time: the viewer's own, or UTC if they switched to it. */
export type Zone = "local" | "utc";

const pad = (n: number) => String(n).padStart(2, "0");

/** Milliseconds → "41 s", "1 m 08 s", "3 h 12 m", "2 d 4 h". */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.round(ms / SECOND));
  const [d, h, m, s] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3_600) % 24,
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  if (d) return h ? `${d} d ${h} h` : `${d} d`;
  if (h) return m ? `${h} h ${m} m` : `${h} h`;
  if (m) return s ? `${m} m ${pad(s)} s` : `${m} m`;
  return `${s} s`;
}

/** Milliseconds → a running clock: "0:42", "12:05", "1:02:03". */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND));
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor(total / 60) % 60;
  return hours
    ? `${hours}:${pad(minutes)}:${pad(total % 60)}`
    : `${Math.floor(total / 60)}:${pad(total % 60)}`;
}

/** Returns an age for a narrow column: "8 s", "4 min", "3 h", "12 d", later "3 Nov" or "Nov 2025". */
export function formatAge(iso: string, now: number, zone: Zone = "utc"): string {
  const at = Date.parse(iso);
  const ms = Math.max(0, now - at);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  if (ms < 60 * DAY) return `${Math.floor(ms / DAY)} d`;
  const year = (time: string) => part(time, zone, { year: "numeric" });
  const thisYear = year(iso) === year(new Date(now).toISOString());
  return part(iso, zone, thisYear ? { day: "numeric", month: "short" } : { month: "short", year: "numeric" });
}

/** Returns an age for a sentence: "4 min ago", "just now", "in Nov 2025". */
export function formatAgo(iso: string, now: number, zone: Zone = "utc"): string {
  const age = formatAge(iso, now, zone);
  if (/(s|min|h|d)$/.test(age) && /^\d/.test(age)) return age === "0 s" ? "just now" : `${age} ago`;
  return /^\d/.test(age) ? `on ${age}` : `in ${age}`;
}

/** Bytes → "812 B", "9.8 MB", "120 MB" (decimal units). */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

const counts = new Intl.NumberFormat("en-US");

/** 1204 → "1,204". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** "1 line", "1,204 lines". */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "14:03". */
export function formatHour(iso: string, zone: Zone = "local"): string {
  return part(iso, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "14:03:22". */
export function formatClockTime(iso: string, zone: Zone = "local"): string {
  return part(iso, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

/** Returns an absolute time with its zone: "Sat 21 Nov 2026, 14:03:22 GMT+1". */
export function formatTime(iso: string, zone: Zone = "local"): string {
  const day = part(iso, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const time = part(iso, zone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  return `${day.replaceAll(",", "")}, ${time}`;
}

/** Returns the day as a heading: "Today", "Yesterday", "Tue 17 Nov", "3 Dec 2025". */
export function formatDay(iso: string, now: number, zone: Zone = "local"): string {
  const ago = daysAgo(iso, now, zone);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const old = now - Date.parse(iso) > 180 * DAY;
  return part(
    iso,
    zone,
    old
      ? { day: "numeric", month: "short", year: "numeric" }
      : { weekday: "short", day: "numeric", month: "short" },
  ).replaceAll(",", "");
}

/** Returns how many calendar days ago a moment was; negative for a future one. */
export function daysAgo(iso: string, now: number, zone: Zone = "local"): number {
  return calendarDays(Date.parse(iso), now, zone === "utc" ? "UTC" : undefined);
}

/**
 * Returns the number of calendar days of an IANA time zone between two moments (ms). Days of 23 or 25 hours count as
 * one.
 */
export function calendarDays(from: number, to: number, timeZone?: string): number {
  return (dayNumber(to, timeZone) - dayNumber(from, timeZone)) / DAY;
}

/** Returns the calendar day of a moment, in ms as if the day began in UTC. */
function dayNumber(at: number, timeZone: string | undefined): number {
  const format = days.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", timeZone ? { timeZone } : {});
  days.set(timeZone, format);
  const [year = 1970, month = 1, day = 1] = format.format(at).split("-").map(Number);
  return Date.UTC(year, month - 1, day);
}

const days = new Map<string | undefined, Intl.DateTimeFormat>();

/** Returns the day for a sentence: "12 December", in another year "3 January 2027". */
export function formatDate(iso: string, now: number, zone: Zone = "local"): string {
  const year = (time: string) => part(time, zone, { year: "numeric" });
  const other = year(iso) !== year(new Date(now).toISOString());
  return part(iso, zone, { day: "numeric", month: "long", ...(other ? { year: "numeric" } : {}) });
}

/** Returns a version for display: the first 7 digits of a commit, any other label unchanged. */
export function shortCommit(version: string): string {
  return /^[0-9a-f]{8,64}$/i.test(version) ? version.slice(0, 7) : version;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function part(iso: string, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  // Constructing a format costs far more than using it, and a table shows hundreds of times.
  const key = zone + JSON.stringify(options);
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  const format = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, ...timeZone });
  formats.set(key, format);
  return format.format(new Date(iso));
}

const UNITS = [
  { ms: DAY, name: "d" },
  { ms: HOUR, name: "h" },
  { ms: MINUTE, name: "m" },
  { ms: SECOND, name: "s" },
];

/** Returns a duration in one unit, rounded: "41 s", "12 m", "5 h", "3 d". Negative durations are "0 s". */
export function formatSpan(ms: number): string {
  for (const unit of UNITS) {
    const count = Math.round(ms / unit.ms);
    // 59.6 minutes would round to "60 m", so the next unit applies from where its own value rounds to one.
    if (count >= 1 && ms >= unit.ms * 0.99) return `${count} ${unit.name}`;
  }
  return `${Math.max(0, Math.round(ms / SECOND))} s`;
}

/**
 * Returns the elapsed time: "12 s", "3 h 12 m" within a day, "Tue 14:03" within six days, then "Tue 3 Nov". `now` is
 * in ms since the epoch.
 */
export function formatSince(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < DAY) return formatDuration(ms < MINUTE ? ms : ms - (ms % MINUTE));
  if (daysAgo(iso, now, zone) < 7) return `${part(iso, zone, { weekday: "short" })} ${formatHour(iso, zone)}`;
  return formatDay(iso, now, zone);
}

/** Returns the elapsed time for a narrow column: "6 min", "3 h", "1 d", then "Tue" within six days, then "12 Nov". */
export function formatSinceShort(iso: string, now: number, zone: Zone = "local"): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < 2 * DAY) return formatAge(iso, now);
  if (daysAgo(iso, now, zone) < 7) return part(iso, zone, { weekday: "short" });
  return formatDay(iso, now, zone).replace(/^[A-Z][a-z]{2} (?=\d)/, "");
}

/** Joins names: "eu", "eu and us", "eu, us and ap", "eu, us and 3 more" (at most `most` names). */
export function joinNames(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names[0] ?? "";
  if (names.length <= most) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
}
