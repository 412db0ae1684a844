import { useZone } from "@/components/ui/preferences";
import { Tooltip } from "@/components/ui/tooltip";
import { useNow } from "@/components/ui/use-now";
import { formatSinceShort, formatTime } from "@/lib/format/format";

/** "3 h", "Tue", "12 Nov"; the full time on hover. */
export function ShortSince({ at }: { at: string }) {
  const zone = useZone();
  const now = useNow();
  return (
    <Tooltip content={formatTime(at, zone)}>
      <time dateTime={at} suppressHydrationWarning className="relative whitespace-nowrap">
        {formatSinceShort(at, now, zone)}
      </time>
    </Tooltip>
  );
}
