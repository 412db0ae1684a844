import { daysAgo, formatDay, formatHour, type Zone } from "@/lib/format/format";
import { localTimeOf, localTimeToMs } from "@/lib/format/time-zone";
import type { BypassedHold, Hold } from "@/lib/schemas/hold";

/**
 * Returns "until Mon 08:00", "until 17:30" (today), "until Mon 23 Nov 08:00"; "no end" if the hold does not expire.
 */
export function formatUntil(
  { expires_at }: Pick<Hold, "expires_at">,
  now: number,
  zone: Zone | undefined,
): string {
  if (!expires_at) return "no end";
  const hour = formatHour(expires_at, zone);
  const day = formatDay(expires_at, now, zone);
  if (day === "Today") return `until ${hour}`;
  const soon = daysAgo(expires_at, now, zone) > -7;
  return `until ${soon ? day.split(" ", 1)[0] : day} ${hour}`;
}

/** Returns true if a hold is in force at `now` (ms since the epoch). */
export function inForce(hold: Pick<Hold, "expires_at" | "lifted_at">, now: number): boolean {
  return !hold.lifted_at && (!hold.expires_at || Date.parse(hold.expires_at) > now);
}

/**
 * Returns how a release bypassed a hold: "past the lock: Fixes an outage", "past the lock, by git push or the CLI".
 */
export function bypassText({ way, reason, hold }: BypassedHold): string {
  const what = hold.kind === "slug" ? "past “do not promote”" : "past the lock";
  if (way === "override") return reason ? `${what}: ${reason}` : what;
  return `${what}, by git push or the CLI`;
}

export const EXPIRIES = ["hour", "day", "monday", "none"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/**
 * Returns when a hold placed at `now` (ms since the epoch) expires, as an ISO time; null if it does not. Days begin
 * as in `timeZone`.
 */
export function expiresAt(expiry: Expiry, now: number, timeZone: string): string | null {
  const { year, month, day, hour, weekday } = localTimeOf(now, timeZone);
  switch (expiry) {
    case "hour":
      return new Date(now + 3_600_000).toISOString();
    case "day":
      return new Date(localTimeToMs({ year, month, day: day + 1, hour: 0 }, timeZone)).toISOString();
    case "monday": {
      const days = weekday === 1 && hour < 8 ? 0 : (8 - weekday) % 7 || 7;
      return new Date(localTimeToMs({ year, month, day: day + days, hour: 8 }, timeZone)).toISOString();
    }
    case "none":
      return null;
  }
}
