import { Button } from "@/components/ui/button";
import { cutName } from "@/lib/format/cut-name";
import { laneSource } from "@/lib/review/lane-source";
import { isOpen, laneTargets } from "@/lib/review/lane-target";
import { aheadText, stageAhead } from "@/lib/review/lanes";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/review";

type LaneLineProps = { source: ReviewApp; targets: PipelineApp[]; onOpen: () => void };

/** A closed lane: "1 behind · Review v12 → 2 apps…", or the reason why there is nothing to promote. */
export function LaneLine({ source, targets, onOpen }: LaneLineProps) {
  const { runs } = laneSource(source);
  const seen = targets.filter((target) => !target.hidden);
  const toStage = seen[0]?.stage ?? text.theNextStage;
  const open = laneTargets(source, targets, toStage).filter(isOpen);
  const ahead = stageAhead(source, seen);
  const distance =
    ahead.kind === "ahead" && ahead.count !== null
      ? text.changesBehind(ahead.count)
      : aheadText(ahead, source.stage ?? source.app.name, toStage);
  const where = open.length === 1 ? cutName(open[0]?.name ?? "", 20) : text.appCount(open.length);
  return (
    <p className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 text-meta text-ink-3">
      <span>{distance}</span>
      {runs && open.length > 0 && (
        <Button size="sm" onClick={onOpen} className="max-w-full">
          <span className="truncate">{text.openReview(runs.release.version, where)}</span>
        </Button>
      )}
    </p>
  );
}
