import { isPromoted, stageOrder } from "@/lib/apps/stages";
import type { StageLane } from "@/lib/review/lanes";
import { pipelineLanes } from "@/lib/review/lanes";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";

export type BoardStage = { stage: string; apps: PipelineApp[] };

/** The content of the page: columns in promotion order, the lanes between them, and the collapsed stages. */
export type Board = {
  columns: BoardStage[];
  lanes: StageLane<ReviewApp>[];
  /** Review and test apps. */
  folded: BoardStage[];
};

export function boardOf({ stages }: Pick<PipelineDetails, "stages">): Board {
  const ordered = [...stages].sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage));
  return {
    columns: ordered.filter(({ stage }) => isPromoted(stage)),
    lanes: pipelineLanes({ stages: ordered }),
    folded: ordered.filter(({ stage, apps }) => !isPromoted(stage) && apps.length > 0),
  };
}
