import { isPromoted, stageOrder } from "@/lib/apps/stages";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { type ComparisonSource, compareCode } from "./compare-code";

/** Two consecutive stages of a pipeline, with the apps of both. */
export type StageLane<T> = { from: string; to: string; sources: T[]; targets: T[] };

/** Returns the lanes of a pipeline, upstream first: from each stage that has apps to the next one that has any. */
export function stageLanes<T>(stages: readonly { stage: string; apps: readonly T[] }[]): StageLane<T>[] {
  const promoted = stages
    .filter(({ stage, apps }) => isPromoted(stage) && apps.length > 0)
    .sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage));
  return promoted.slice(1).flatMap((next, index) => {
    const before = promoted[index];
    if (!before) return [];
    return [{ from: before.stage, to: next.stage, sources: [...before.apps], targets: [...next.apps] }];
  });
}

/**
 * How far a source is ahead of a whole stage, or behind it. `count` is that of the target furthest away; null when
 * the history does not determine it (nothing runs there yet, or code that the source never ran). `behind`: the
 * targets that run other code.
 */
type StageAhead<T> = {
  kind: "same" | "ahead" | "behind" | "other" | "nothing";
  count: number | null;
  behind: T[];
};

export function stageAhead<T extends ComparisonSource>(source: T, targets: readonly T[]): StageAhead<T> {
  const all = targets.map((target) => ({ target, ahead: compareCode(source, target) }));
  if (all.length === 0 || all.every(({ ahead }) => ahead.kind === "nothing"))
    return { kind: "nothing", count: null, behind: [] };
  const behind = all.filter(({ ahead }) => ahead.kind !== "same");
  const count = Math.max(0, ...behind.map(({ ahead }) => ahead.changes.length));
  const removed = Math.max(0, ...behind.map(({ ahead }) => ahead.removed.length));
  const kind = behind.length === 0 ? "same" : count > 0 ? "ahead" : removed > 0 ? "behind" : "other";
  return { kind, count: count || removed || null, behind: behind.map(({ target }) => target) };
}

/**
 * Returns the source of a lane with the newest code among those that have something to promote; if there is none,
 * among all.
 */
export function leadingSource<T extends ComparisonSource>({ sources, targets }: StageLane<T>): T | null {
  const since = (app: T) => app.current?.created_at ?? "";
  const newest = [...sources].sort((a, b) => (since(a) < since(b) ? 1 : -1));
  return newest.find((app) => stageAhead(app, targets).behind.length > 0) ?? newest[0] ?? null;
}

/** Returns "staging is 2 ahead" and the like. `from` and `to` are stages. */
export function aheadText({ kind, count }: StageAhead<unknown>, from: string, to: string): string {
  switch (kind) {
    case "ahead":
      return `${from} is ${count} ahead`;
    case "behind":
      return `${from} is ${count} behind`;
    case "same":
      return "all on the same slug";
    case "other":
      return `${to} runs other code`;
    case "nothing":
      return `nothing runs in ${from}`;
  }
}

/** Returns the apps that this account can see. */
export function visibleApps(apps: readonly PipelineApp[]): ReviewApp[] {
  return apps.flatMap((app) => (app.hidden ? [] : [app]));
}

/** Returns the lanes of a pipeline between the apps that this account can see. */
export function pipelineLanes({ stages }: Pick<PipelineDetails, "stages">): StageLane<ReviewApp>[] {
  return stageLanes(stages.map(({ stage, apps }) => ({ stage, apps: visibleApps(apps) })));
}

/** The downstream stage of an app: its lane, how far it is ahead there, and whether the lane opens with it. */
export type NextStage = {
  lane: StageLane<ReviewApp>;
  source: ReviewApp;
  isLeading: boolean;
  ahead: StageAhead<ReviewApp>;
};

/** Returns the downstream stage of an app (an id); null when there is none or the account can see no app there. */
export function nextStageOf(pipeline: Pick<PipelineDetails, "stages">, app: string): NextStage | null {
  for (const lane of pipelineLanes(pipeline)) {
    const source = lane.sources.find((one) => one.app.id === app);
    if (source) {
      return {
        lane,
        source,
        isLeading: leadingSource(lane) === source,
        ahead: stageAhead(source, lane.targets),
      };
    }
  }
  return null;
}
