import { atWall, wallOf } from "@/lib/format/time-zone";

export const EXPIRIES = ["hour", "day", "monday", "none"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/**
 * Returns when a hold placed at `now` (ms since the epoch) expires, as an ISO time; null if it does not. Days begin
 * as in `timeZone`.
 */
export function expiresAt(expiry: Expiry, now: number, timeZone: string): string | null {
  const { year, month, day, hour, weekday } = wallOf(now, timeZone);
  switch (expiry) {
    case "hour":
      return new Date(now + 3_600_000).toISOString();
    case "day":
      return new Date(atWall({ year, month, day: day + 1, hour: 0 }, timeZone)).toISOString();
    case "monday": {
      const days = weekday === 1 && hour < 8 ? 0 : (8 - weekday) % 7 || 7;
      return new Date(atWall({ year, month, day: day + days, hour: 8 }, timeZone)).toISOString();
    }
    case "none":
      return null;
  }
}
