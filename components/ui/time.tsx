import {
  daysAgo,
  formatAge,
  formatAgo,
  formatClock,
  formatDay,
  formatHour,
  formatTime,
} from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/page";
import { useKnownNow } from "./page-age";
import { useZone } from "./preferences";
import { Tooltip } from "./tooltip";
import { useNow } from "./use-now";

type AgeProps = {
  at: string;
  /** true for "4 min ago" instead of "4 min". */
  ago?: boolean;
  /** true inside a row that is focusable itself: the absolute time then shows on hover only. */
  inRow?: boolean;
  className?: string;
};

/** An age; hover and focus show the absolute time with its zone. */
export function Age({ at, ago = false, inRow = false, className = "" }: AgeProps) {
  const now = useNow();
  const zone = useZone();
  return (
    <Absolute at={at} inRow={inRow} className={`tabular-nums ${className}`}>
      {ago ? formatAgo(at, now, zone) : formatAge(at, now, zone)}
    </Absolute>
  );
}

/** The time of day, "14:03", in the viewer's zone or UTC. */
export function Clock({ at, inRow = false, className = "" }: Omit<AgeProps, "ago">) {
  const zone = useZone();
  return (
    <Absolute at={at} inRow={inRow} className={`tabular-nums ${className}`}>
      {zone ? formatHour(at, zone) : "\u2007\u2007:\u2007\u2007"}
    </Absolute>
  );
}

/** A running duration, "0:42 of about 1:10"; past the usual time "1:42, usually 1:10". */
export function Ticking({
  since,
  expectedMs,
  className = "",
}: {
  since: string;
  expectedMs?: number | null;
  className?: string;
}) {
  const now = useKnownNow();
  const ms = now - Date.parse(since);
  return (
    <span suppressHydrationWarning className={`tabular-nums ${className}`}>
      {formatClock(ms)}
      {expectedMs ? `${ms > expectedMs ? ", usually " : text.ofAbout}${formatClock(expectedMs)}` : ""}
    </span>
  );
}

function Absolute({
  at,
  inRow,
  className,
  children,
}: {
  at: string;
  inRow: boolean;
  className: string;
  children: string;
}) {
  const zone = useZone();
  const focusable = inRow ? {} : { tabIndex: 0 };
  return (
    <Tooltip content={formatTime(at, zone)}>
      <time
        dateTime={at}
        suppressHydrationWarning
        className={`whitespace-nowrap ${className}`}
        {...focusable}
      >
        {children}
      </time>
    </Tooltip>
  );
}

/** "since 14:03" today, "since yesterday", "since Tue" in the last days, "since 3 Nov"; the full time on hover. */
export function SinceDay({ at }: { at: string }) {
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={zone ? formatTime(at, zone) : undefined} suppressHydrationWarning>
      {common.since} {zone ? dayText(at, now, zone) : "…"}
    </time>
  );
}

function dayText(at: string, now: number, zone: "local" | "utc"): string {
  const day = formatDay(at, now, zone);
  if (day === "Today") return formatHour(at, zone);
  if (day === "Yesterday") return "yesterday";
  const [weekday = day, ...date] = day.split(" ");
  const recent = daysAgo(at, now, zone) < 7;
  return recent ? weekday : date.length === 2 && /^\D/.test(weekday) ? date.join(" ") : day;
}
