import { useZone } from "@/components/ui/preferences";
import type { AppState } from "@/lib/apps/app-state";
import { formatHour } from "@/lib/format/format";
import * as text from "@/lib/text/app";

/** Shows when the dynos were read ("at 14:02") if that is too long ago, else nothing. */
export function DynosAt({ state: { dynosAt } }: { state: Pick<AppState, "dynosAt"> }) {
  const zone = useZone();
  if (dynosAt === null) return null;
  return (
    <span suppressHydrationWarning className="shrink-0 text-meta text-ink-2">
      {text.readAt(formatHour(dynosAt, zone))}
    </span>
  );
}
