import { type StageLane, stageLanes } from "@/lib/promotion/lanes";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { isPromoted, stageOrder } from "@/lib/timeline/stages";

export type BoardStage = { stage: string; apps: PipelineApp[] };

/** What the page draws: columns in the order of promotion, the lanes between them, and what stands folded beside. */
export type Board = {
  columns: BoardStage[];
  lanes: StageLane<ReviewApp>[];
  /** Review and test apps. */
  folded: BoardStage[];
};

export function boardOf({ stages }: Pick<PipelineDetails, "stages">): Board {
  const ordered = [...stages].sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage));
  const columns = ordered.filter(({ stage }) => isPromoted(stage));
  const visible = columns.map(({ stage, apps }) => ({ stage, apps: visibleApps(apps) }));
  return {
    columns,
    lanes: stageLanes(visible),
    folded: ordered.filter(({ stage, apps }) => !isPromoted(stage) && apps.length > 0),
  };
}

/** Those that this account can see. */
export function visibleApps(apps: readonly PipelineApp[]): ReviewApp[] {
  return apps.flatMap((app) => (app.hidden ? [] : [app]));
}
