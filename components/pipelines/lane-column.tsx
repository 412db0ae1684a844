import { MoveRight } from "lucide-react";
import { Lane } from "@/components/review/lane";
import { Button } from "@/components/ui/button";
import { Name } from "@/components/ui/names";
import { cutName } from "@/lib/format/cut-name";
import { laneSource } from "@/lib/review/lane-source";
import { isOpen, laneTargets } from "@/lib/review/lane-target";
import { aheadText, leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import * as reviewText from "@/lib/text/review";
import { laneKey, type OpenLane } from "./open-lane";

type LaneColumnProps = {
  pipeline: { id: string; name: string };
  lane: StageLane<ReviewApp>;
  /** Every app of the next stage, hidden ones included. */
  targets: PipelineApp[];
  open: OpenLane | null;
  onOpen: (source: ReviewApp) => void;
  onTicked: (ids: string[]) => void;
};

/** The lane between two stages: the open review, and a line for each other source. */
export function LaneColumn({ pipeline, lane, targets, open, onOpen, onTicked }: LaneColumnProps) {
  const source = open?.lane === lane ? open.source : null;
  const others = lane.sources.filter((one) => one !== source);
  const width = source
    ? "@min-[57rem]/board:w-80 min-[85rem]:@min-[57rem]/board:w-94"
    : "@min-[57rem]/board:w-52";
  return (
    <section
      id={laneId(lane)}
      tabIndex={-1}
      aria-label={text.review(lane.from, lane.to)}
      className={`flex shrink-0 scroll-mt-16 flex-col gap-2.5 outline-none ${width}`}
    >
      <LaneTitle lane={lane} source={source} />
      {source && open && (
        <Lane
          key={source.app.id}
          pipeline={pipeline}
          source={source}
          targets={targets}
          toStage={lane.to}
          ticked={open.ticked}
          onTicked={onTicked}
        />
      )}
      {others.map((one) => (
        <div key={one.app.id}>
          {lane.sources.length > 1 && (
            <p className="truncate text-meta text-ink-2">
              <Name value={one.app.name} max={26} />
            </p>
          )}
          <LaneLine source={one} targets={targets} onOpen={() => onOpen(one)} />
        </div>
      ))}
    </section>
  );
}

/** Returns the id of the element that takes the focus when a lane was chosen. */
export const laneId = (lane: { from: string; to: string }) => `lane-${laneKey(lane)}`;

/** "3 ahead" and the two stages. `source` is the open one, if any. */
function LaneTitle({ lane, source }: { lane: StageLane<ReviewApp>; source: ReviewApp | null }) {
  const from = source ?? leadingSource(lane);
  return (
    <h2 className="flex h-5 min-w-0 items-center gap-3 font-normal">
      <span className="shrink-0 text-strong">{from ? distance(from, lane) : common.nothingRuns}</span>
      <span
        className={`flex min-w-0 items-center gap-1 text-meta text-ink-3 ${source ? "" : "@min-[57rem]/board:hidden"}`}
      >
        <span className="truncate">{lane.from}</span>
        <MoveRight aria-label={common.to} size={12} strokeWidth={1.5} className="shrink-0" />
        <span className="truncate">{lane.to}</span>
      </span>
    </h2>
  );
}

function distance(source: ReviewApp, lane: StageLane<ReviewApp>): string {
  const { kind, count } = stageAhead(source, lane.targets);
  if (kind === "ahead") return text.aheadBy(count);
  if (kind === "behind") return text.behindBy(count);
  if (kind === "same") return text.inStep;
  return kind === "other" ? text.otherCode : common.nothingRuns;
}

type LaneLineProps = { source: ReviewApp; targets: PipelineApp[]; onOpen: () => void };

/** A closed lane: "1 behind · Review v12 → 2 apps…", or the reason why there is nothing to promote. */
function LaneLine({ source, targets, onOpen }: LaneLineProps) {
  const { runs } = laneSource(source);
  const seen = targets.filter((target) => !target.hidden);
  const toStage = seen[0]?.stage ?? reviewText.theNextStage;
  const open = laneTargets(source, targets, toStage).filter(isOpen);
  const ahead = stageAhead(source, seen);
  const distance =
    ahead.kind === "ahead" && ahead.count !== null
      ? reviewText.changesBehind(ahead.count)
      : aheadText(ahead, source.stage ?? source.app.name, toStage);
  const where = open.length === 1 ? cutName(open[0]?.name ?? "", 20) : common.appCount(open.length);
  return (
    <p className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 text-meta text-ink-3">
      <span>{distance}</span>
      {runs && open.length > 0 && (
        <Button size="sm" onClick={onOpen} className="max-w-full">
          <span className="truncate">{common.openReview(runs.release.version, where)}</span>
        </Button>
      )}
    </p>
  );
}
