/** A moment as a clock on the wall of a time zone shows it. `weekday`: 0 is Sunday. */
export type Wall = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of an IANA time zone show at a moment (ms since the epoch). */
export function wallOf(at: number, timeZone: string): Wall {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const [year, month, day] = [parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: parts.get("hour") ?? 0, minute: parts.get("minute") ?? 0, weekday };
}

/**
 * When the clocks of a zone show this hour of a day, in ms since the epoch. Days past the end of a month count on. A
 * time that is skipped when clocks go forward is the first one after the gap; of one that comes twice, the first.
 */
export function atWall(
  { year, month, day, hour }: Omit<Wall, "minute" | "weekday">,
  timeZone: string,
): number {
  const wanted = Date.UTC(year, month - 1, day, hour);
  // No zone is further from UTC than 14 hours, and no clock is set by more than a day.
  const offsets = [-1, 1].map((side) => {
    const near = wanted + side * 86_400_000;
    return asUtc(wallOf(near, timeZone)) - near;
  });
  const found = offsets
    .map((offset) => wanted - offset)
    .filter((at) => asUtc(wallOf(at, timeZone)) === wanted)
    .sort((a, b) => a - b)[0];
  return found ?? gapEnd(Math.max(...offsets.map((offset) => wanted - offset)), wanted, timeZone);
}

/** The first moment after the gap that `wanted` lies in, to the minute. */
function gapEnd(after: number, wanted: number, timeZone: string): number {
  let low = after - 86_400_000;
  let high = after;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (asUtc(wallOf(middle, timeZone)) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

const asUtc = ({ year, month, day, hour, minute }: Wall) => Date.UTC(year, month - 1, day, hour, minute);
