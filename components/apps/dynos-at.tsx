"use client";

import { useZone } from "@/components/ui/preferences";
import type { AppState } from "@/lib/apps/app-state";
import { formatHour } from "@/lib/format/format";
import * as text from "@/lib/text/app";

/** "at 14:02": when the dynos that a state is about were read; nothing while that is current. */
export function DynosAt({ state: { dynosAt } }: { state: Pick<AppState, "dynosAt"> }) {
  const zone = useZone();
  if (dynosAt === null) return null;
  return (
    <span suppressHydrationWarning className="shrink-0 text-meta text-ink-2">
      {text.readAt(formatHour(dynosAt, zone))}
    </span>
  );
}
