import { daysAgo, formatDay, formatHour, formatTime } from "@/lib/format/format";
import * as text from "@/lib/text/page";
import { useZone } from "./preferences";
import { useNow } from "./use-now";

/** "since 14:03" today, "since yesterday", "since Tue" in the last days, "since 3 Nov"; the full time on hover. */
export function SinceDay({ at }: { at: string }) {
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={zone ? formatTime(at, zone) : undefined} suppressHydrationWarning>
      {text.since} {zone ? dayWords(at, now, zone) : "…"}
    </time>
  );
}

function dayWords(at: string, now: number, zone: "local" | "utc"): string {
  const day = formatDay(at, now, zone);
  if (day === "Today") return formatHour(at, zone);
  if (day === "Yesterday") return "yesterday";
  const [weekday = day, ...date] = day.split(" ");
  const recent = daysAgo(at, now, zone) < 7;
  return recent ? weekday : date.length === 2 && /^\D/.test(weekday) ? date.join(" ") : day;
}
