import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { leadingSource, type StageAhead, type StageLane, stageAhead, stageLanes } from "./lanes";

/** Returns the apps that this account can see. */
export function visibleApps(apps: readonly PipelineApp[]): ReviewApp[] {
  return apps.flatMap((app) => (app.hidden ? [] : [app]));
}

/** Returns the lanes of a pipeline between the apps that this account can see. */
export function pipelineLanes({ stages }: Pick<PipelineDetails, "stages">): StageLane<ReviewApp>[] {
  return stageLanes(stages.map(({ stage, apps }) => ({ stage, apps: visibleApps(apps) })));
}

/** The downstream stage of one app: its lane and how far it is ahead there. `led`: the lane opens with this app. */
export type NextStage = {
  lane: StageLane<ReviewApp>;
  source: ReviewApp;
  led: boolean;
  ahead: StageAhead<ReviewApp>;
};

/** Returns null when no stage follows that of the app (an id), or the account sees no app there. */
export function nextStageOf(pipeline: Pick<PipelineDetails, "stages">, app: string): NextStage | null {
  for (const lane of pipelineLanes(pipeline)) {
    const source = lane.sources.find((one) => one.app.id === app);
    if (source) {
      return { lane, source, led: leadingSource(lane) === source, ahead: stageAhead(source, lane.targets) };
    }
  }
  return null;
}
