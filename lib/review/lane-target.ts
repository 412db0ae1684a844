import { mayReleaseAgain } from "@/lib/apps/release-again";
import { targetNames } from "@/lib/apps/target-names";
import type { Hold } from "@/lib/schemas/hold";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { type CodeComparison, compareCode } from "./compare-code";
import { type Preview, previewOf } from "./preview";

/**
 * A target of a lane. `short` is its distinct name within the lane: "eu", else the end of its name; a single target
 * has the name of its stage.
 */
export type LaneTarget =
  | { hidden: true; id: string }
  | {
      hidden: false;
      id: string;
      name: string;
      short: string;
      stage: string;
      region: string | null;
      /** The id of the running release, to be pinned; null when none runs. */
      current: string | null;
      /** Why it cannot be promoted to now, as a sentence; null when it can be. */
      blocked: string | null;
      preview: Preview;
      /**
       * true if it runs the source's code and may get it released again: its dynos crashed, or its newest release
       * failed.
       */
      again: boolean;
      ahead: CodeComparison;
      /** Locks on the app. */
      holds: Hold[];
      readAt: string;
      failed: string | null;
    };

export type SeenTarget = Extract<LaneTarget, { hidden: false }>;

/** Compares the source with every app of the next stage, hidden apps included. */
export function laneTargets(source: ReviewApp, targets: readonly PipelineApp[], stage: string): LaneTarget[] {
  const seen = targets.filter((target) => !target.hidden);
  const names = targetNames(seen.map(({ app, region }) => ({ id: app.id, app, region })));
  return targets.map((target): LaneTarget => {
    if (target.hidden) return { hidden: true, id: target.app.id };
    const { id, name } = target.app;
    const short = seen.length === 1 ? stage : (names.get(id) ?? name);
    const preview = previewOf(source, target);
    return {
      hidden: false,
      id,
      name,
      short,
      stage,
      region: target.region,
      current: target.current?.id ?? null,
      blocked: blockedOf(target, seen.length === 1 ? name : short),
      preview,
      again: preview.same && mayReleaseAgain(target),
      ahead: compareCode(source, target),
      holds: target.holds.filter((hold) => hold.kind === "app"),
      readAt: target.read_at,
      failed: target.failed,
    };
  });
}

/** Returns true if the target can be selected. */
export const isOpen = (target: LaneTarget): target is SeenTarget =>
  !target.hidden && target.blocked === null && (!target.preview.same || target.again);

function blockedOf(target: ReviewApp, name: string): string | null {
  if (target.may_deploy === false) return `Your account can read ${name}, not deploy it`;
  if (target.newest?.status === "pending") {
    return `v${target.newest.version} is being released; wait until it is done`;
  }
  return null;
}
