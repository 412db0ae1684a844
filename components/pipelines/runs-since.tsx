import { useZone } from "@/components/ui/preferences";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { formatTime } from "@/lib/format/format";
import { formatSince } from "@/lib/format/format-since";

/** The time since something runs: "3 h 12 m" within a day, then "Tue 14:03", later the date. */
export function RunsSince({ at }: { at: string }) {
  const zone = useZone();
  const now = useNow();
  return (
    <Tooltip content={formatTime(at, zone)}>
      <time dateTime={at} suppressHydrationWarning className="whitespace-nowrap">
        {formatSince(at, now, zone)}
      </time>
    </Tooltip>
  );
}
