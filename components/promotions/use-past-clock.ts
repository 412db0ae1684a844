import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { formatDay, formatHour } from "@/lib/format/format";

/**
 * Returns a function that formats a past time: "14:31", before today "Tue 17 Nov 14:31". The function returns null
 * until the zone is known.
 */
export function usePastClock(): (iso: string) => string | null {
  const zone = useZone();
  const now = useNow(60_000);
  return (iso) => {
    if (!zone) return null;
    const day = formatDay(iso, now, zone);
    const hour = formatHour(iso, zone);
    return day === "Today" ? hour : `${day === "Yesterday" ? "yesterday" : day} ${hour}`;
  };
}
