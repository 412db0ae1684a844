import { MoveRight } from "lucide-react";
import { leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";

/** "3 ahead" and the two stages. `source` is the open one, if any. */
export function LaneTitle({ lane, source }: { lane: StageLane<ReviewApp>; source: ReviewApp | null }) {
  const from = source ?? leadingSource(lane);
  return (
    <h2 className="flex h-5 min-w-0 items-center gap-3 font-normal">
      <span className="shrink-0 text-strong">{from ? headWords(from, lane) : "Nothing runs"}</span>
      <span
        className={`flex min-w-0 items-center gap-1 text-meta text-ink-3 ${source ? "" : "@min-[57rem]/board:hidden"}`}
      >
        <span className="truncate">{lane.from}</span>
        <MoveRight aria-label="to" size={12} strokeWidth={1.5} className="shrink-0" />
        <span className="truncate">{lane.to}</span>
      </span>
    </h2>
  );
}

function headWords(source: ReviewApp, lane: StageLane<ReviewApp>): string {
  const { kind, count } = stageAhead(source, lane.targets);
  if (kind === "ahead") return `${count} ahead`;
  if (kind === "behind") return `${count} behind`;
  if (kind === "same") return "In step";
  return kind === "other" ? "Other code" : "Nothing runs";
}
