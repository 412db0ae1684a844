import { maskSecrets } from "@/lib/format/mask-secrets";
import { localTimeOf } from "@/lib/format/time-zone";
import type { Hold } from "@/lib/schemas/hold";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY_MS = 86_400_000;

/** Returns the reason and the end of a hold in the time zone of the screen: "Sale, until Mon 08:00". */
export function wallHold(
  { reason, expires_at }: Pick<Hold, "reason" | "expires_at">,
  now: number,
  timeZone: string,
): string {
  const why = maskSecrets(reason);
  if (!expires_at) return why;
  const end = Date.parse(expires_at);
  const { year, month, day, hour, minute, weekday } = localTimeOf(end, timeZone);
  const today = localTimeOf(now, timeZone);
  const time = `${pad(hour)}:${pad(minute)}`;
  if (today.year === year && today.month === month && today.day === day) return `${why}, until ${time}`;
  const date = end - now < 6 * DAY_MS ? DAYS[weekday] : `${year}-${pad(month)}-${pad(day)}`;
  return `${why}, until ${date} ${time}`;
}

/** Returns the IANA zone if this server knows it, else UTC. */
export function knownZone(zone: string | null): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
