/** A local date and time in a time zone. `weekday`: 0 is Sunday. */
export type LocalTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the local date and time of an IANA time zone at a moment (ms since the epoch). */
export function localTimeOf(at: number, timeZone: string): LocalTime {
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
 * Returns the moment (ms since the epoch) of a local hour in a time zone. Days past the end of a month roll over. A
 * local time that clocks skip resolves to the first moment after the gap; one that occurs twice, to the first.
 */
export function localTimeToMs(
  { year, month, day, hour }: Omit<LocalTime, "minute" | "weekday">,
  timeZone: string,
): number {
  const wanted = Date.UTC(year, month - 1, day, hour);
  // No zone is further from UTC than 14 hours, so the offsets a day before and after cover any change of clocks.
  const offsets = [-1, 1].map((side) => {
    const near = wanted + side * 86_400_000;
    return asUtc(localTimeOf(near, timeZone)) - near;
  });
  const found = offsets
    .map((offset) => wanted - offset)
    .filter((at) => asUtc(localTimeOf(at, timeZone)) === wanted)
    .sort((a, b) => a - b)[0];
  return found ?? gapEnd(Math.max(...offsets.map((offset) => wanted - offset)), wanted, timeZone);
}

/** Returns the first moment after the gap that contains `wanted`, to the minute. */
function gapEnd(after: number, wanted: number, timeZone: string): number {
  let low = after - 86_400_000;
  let high = after;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (asUtc(localTimeOf(middle, timeZone)) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

const asUtc = ({ year, month, day, hour, minute }: LocalTime) => Date.UTC(year, month - 1, day, hour, minute);
