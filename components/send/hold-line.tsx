import { Lock, OctagonMinus } from "lucide-react";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { formatTime } from "@/lib/format/format";
import { fullNameOf, shortNameOf } from "@/lib/format/person-name";
import { formatUntil } from "@/lib/review/hold";
import type { Hold } from "@/lib/schemas/hold";
import * as text from "@/lib/text/send";

type HoldLineProps = { hold: Hold; className?: string };

/** The text of a lock, with its reason and end: "Mei: sale until Mon 08:00". */
export function HoldLine({ hold, className = "" }: HoldLineProps) {
  const zone = useZone();
  const now = useNow(60_000);
  const Icon = hold.kind === "app" ? Lock : OctagonMinus;
  const title = [
    fullNameOf(hold.user),
    zone && hold.expires_at && text.until(formatTime(hold.expires_at, zone)),
  ];
  return (
    <span className={`flex min-w-0 items-start gap-1.5 text-meta text-ink-2 ${className}`}>
      <Icon aria-hidden="true" size={14} strokeWidth={1.75} className="mt-px shrink-0" />
      <span
        suppressHydrationWarning
        className="min-w-0 wrap-anywhere"
        title={title.filter(Boolean).join(", ")}
      >
        {hold.kind === "slug" && <span className="text-warn">{text.doNotPromoteFlag}</span>}
        {shortNameOf(hold.user)}: {hold.reason}
        {zone && hold.expires_at && ` · ${formatUntil(hold, now, zone)}`}
      </span>
    </span>
  );
}
