"use client";

import { useLostSince } from "@/components/ui/connection";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { formatHour } from "@/lib/timeline/format";

/** Appears only when our server has stopped answering: what stands on the page may no longer be true. */
export function ConnectionChip() {
  const since = useLostSince();
  const zone = useZone();
  return (
    <div
      role="status"
      className={since ? "rounded-control bg-tint-warn px-2 py-1.5 text-meta text-ink" : "sr-only"}
    >
      {since && (
        <span className="flex items-center gap-1.5">
          <Glyph kind="warn" />
          <span className="folded:sr-only">
            No answer since {formatHour(new Date(since).toISOString(), zone)}, trying again
          </span>
        </span>
      )}
    </div>
  );
}
