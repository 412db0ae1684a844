import { GitPullRequest } from "lucide-react";
import { parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";
import { Fragment, type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { isPromoted, stageOrder, stageTitle } from "@/lib/apps/stages";
import { leadingSource, pipelineLanes, type StageLane, visibleApps } from "@/lib/review/lanes";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";
import { AppCard } from "./app-card";
import { BuiltList } from "./built-list";
import { LaneColumn, laneId } from "./lane-column";
import { laneKey, openLane } from "./open-lane";
import { PromotionList } from "./promotion-list";
import { HiddenCard, StageColumn, StageHeader } from "./stage-column";
import { usePromoteDrag } from "./use-promote-drag";

type BoardProps = {
  pipeline: PipelineDetails;
  board: BoardContent;
};

/** The stages of a pipeline with the lanes between them. */
export function Board({ pipeline, board }: BoardProps) {
  const { columns, lanes, folded } = board;
  const { open, show, tick } = useLane(lanes);
  const [announced, setAnnounced] = useState("");
  const choose = (lane: StageLane<ReviewApp>, source: ReviewApp, targets: readonly ReviewApp[] | null) => {
    show(lane, source, targets);
    flushSync(() => setAnnounced(""));
    setAnnounced(announcement(lane, source, targets));
  };
  const siblings = columns.flatMap((column) => visibleApps(column.apps));
  const scroller = useLaneInSight(open && laneId(open.lane));
  const drag = usePromoteDrag(lanes, (lane, source, targets) => {
    choose(lane, source, targets);
    focusLane(lane);
  });
  return (
    <div className="@container/board mt-[22px]">
      <p role="status" className="sr-only">
        {announced}
      </p>
      <div
        ref={scroller}
        className="relative -mx-1 flex flex-col gap-6 px-1 pb-1 @min-[57rem]/board:flex-row @min-[57rem]/board:overflow-x-auto"
      >
        <FoldedStages stages={folded} />
        {columns.map(({ stage, apps }) => {
          const lane = lanes.find(({ from }) => from === stage);
          const next = columns.find((column) => column.stage === lane?.to)?.apps ?? [];
          const source = lane && (open?.lane === lane ? open.source : leadingSource(lane));
          return (
            <Fragment key={stage}>
              <StageColumn
                pipeline={pipeline}
                stage={stage}
                apps={apps}
                lane={lane}
                open={open}
                drag={drag}
                onChoose={(source, targets) => lane && choose(lane, source, targets)}
                onChosen={() => lane && focusLane(lane)}
              >
                <div className="flex flex-col gap-6">
                  {lane && source && (
                    <BuiltList
                      stage={stage}
                      app={source}
                      inSharedStage={lane.sources.length > 1}
                      next={{ stage: lane.to, apps: lane.targets }}
                      siblings={siblings}
                    />
                  )}
                  {lanes.some(({ to }) => to === stage) && (
                    <PromotionList
                      pipeline={pipeline.id}
                      stage={stage}
                      namesStage={lanes.length > 1}
                      apps={visibleApps(apps)}
                    />
                  )}
                </div>
              </StageColumn>
              {lane && (
                <LaneColumn
                  pipeline={pipeline}
                  lane={lane}
                  targets={next}
                  open={open}
                  onOpen={(source) => choose(lane, source, null)}
                  onTicked={tick}
                />
              )}
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

function announcement(
  { to }: StageLane<ReviewApp>,
  { app, current }: ReviewApp,
  targets: readonly ReviewApp[] | null,
): string {
  const version = current ? text.versionOf(current.version) : "";
  const onto = targets ? targets.map((target) => target.app.name).join(", ") : to;
  return text.reviewing(version, app.name, onto);
}

function focusLane(lane: { from: string; to: string }): void {
  document.getElementById(laneId(lane))?.focus();
}

/** Keeps the open lane (by its id) visible where the columns are wider than the page and scroll. */
function useLaneInSight(id: string | null): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const lane = id ? document.getElementById(id) : null;
    if (!box || !lane || box.scrollWidth <= box.clientWidth) return;
    const [end, seen] = [lane.offsetLeft + lane.offsetWidth, box.scrollLeft + box.clientWidth];
    if (lane.offsetLeft < box.scrollLeft || end > seen) {
      box.scrollLeft = lane.offsetLeft + (lane.offsetWidth - box.clientWidth) / 2;
    }
  }, [id]);
  return scroller;
}

const parsers = {
  lane: parseAsString,
  source: parseAsString,
  targets: parseAsArrayOf(parseAsString),
};

/** Returns the open lane, stored in the address, and functions that open another or select other targets. */
function useLane(lanes: readonly StageLane<ReviewApp>[]) {
  const [address, setAddress] = useQueryStates(parsers, { clearOnDefault: true });
  const open = openLane(lanes, address);
  const nameOf = (id: string) => open?.lane.targets.find(({ app }) => app.id === id)?.app.name ?? id;
  return {
    open,
    /** Without `targets` those that run other code are selected. */
    show: (lane: StageLane<ReviewApp>, source: ReviewApp, targets: readonly ReviewApp[] | null) => {
      setAddress(
        {
          lane: laneKey(lane),
          source: lane.sources.length > 1 ? source.app.name : null,
          targets: targets?.map(({ app }) => app.name) ?? null,
        },
        { history: "push" },
      ).catch(() => {});
    },
    tick: (ids: readonly string[]) => {
      setAddress({ targets: ids.map(nameOf) }, { history: "replace" }).catch(() => {});
    },
  };
}

/** Review and test apps: their number, which expands to their cards. They are never promoted. */
function FoldedStages({ stages }: { stages: readonly BoardStage[] }) {
  const [open, setOpen] = useState(false);
  if (stages.length === 0) return null;
  const counts = stages.map(({ stage, apps }) => text.appsInStage(apps.length, stage));
  return (
    <div className="flex shrink-0 flex-col gap-4 @min-[57rem]/board:flex-row">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-10 items-center gap-2 rounded-panel border border-dashed border-edge px-3 text-meta text-ink-2 transition-colors duration-fast hover:bg-hover @min-[57rem]/board:mt-7.5 @min-[57rem]/board:h-auto @min-[57rem]/board:max-h-60 @min-[57rem]/board:min-h-34 @min-[57rem]/board:w-10 @min-[57rem]/board:flex-col @min-[57rem]/board:self-start @min-[57rem]/board:px-0 @min-[57rem]/board:py-4 pointer-coarse:min-h-11"
      >
        <GitPullRequest aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
        <span className="@min-[57rem]/board:[writing-mode:vertical-rl]">{counts.join(", ")}</span>
      </button>
      {open && (
        <div className="flex flex-col gap-4 @min-[57rem]/board:w-68">
          {stages.map(({ stage, apps }) => (
            <section key={stage} aria-label={text.appsOf(stageTitle(stage))}>
              <div className="mb-2.5">
                <StageHeader stage={stage} count={apps.length} />
              </div>
              <ul className="flex flex-col gap-3">
                {apps.map((app) =>
                  app.hidden ? (
                    <HiddenCard key={app.app.id} />
                  ) : (
                    <li key={app.app.id}>
                      <AppCard app={app} siblings={visibleApps(apps)} />
                    </li>
                  ),
                )}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

type BoardStage = { stage: string; apps: PipelineApp[] };

/** The content of the page: columns in promotion order, the lanes between them, and the collapsed stages. */
export type BoardContent = {
  columns: BoardStage[];
  lanes: StageLane<ReviewApp>[];
  /** Review and test apps. */
  folded: BoardStage[];
};

export function boardOf({ stages }: Pick<PipelineDetails, "stages">): BoardContent {
  const ordered = [...stages].sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage));
  return {
    columns: ordered.filter(({ stage }) => isPromoted(stage)),
    lanes: pipelineLanes({ stages: ordered }),
    folded: ordered.filter(({ stage, apps }) => !isPromoted(stage) && apps.length > 0),
  };
}
