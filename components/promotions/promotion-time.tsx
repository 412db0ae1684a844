import { useKnownNow } from "@/components/ui/page-age";
import { formatClock, formatDuration } from "@/lib/format/format";
import type { Promotion } from "@/lib/schemas/promotion";

/** "1:34 of about 3:20" while in progress, "took 3 m 20 s" afterwards. */
export function PromotionTime({
  promotion,
  expectedMs,
}: {
  promotion: Promotion;
  expectedMs: number | null;
}) {
  const now = useKnownNow();
  const { created_at, finished_at, status } = promotion;
  if (status === "completed") {
    if (!finished_at) return null;
    const took = Date.parse(finished_at) - Date.parse(created_at);
    return <p className="text-meta text-ink-2">took {formatDuration(took)}</p>;
  }
  const ms = Math.max(0, now - Date.parse(created_at));
  return (
    <p suppressHydrationWarning className="flex items-baseline gap-2 tabular-nums">
      <span className="text-title">{formatClock(ms)}</span>
      {expectedMs !== null && (
        <span className="text-meta text-ink-2">
          {ms > expectedMs ? "usually" : "of about"} {formatClock(expectedMs)}
        </span>
      )}
    </p>
  );
}
