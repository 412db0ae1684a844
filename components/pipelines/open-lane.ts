import { leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";

/** The open lane in the address; each part may be null or name what no longer exists. */
export type LaneAddress = { lane: string | null; source: string | null; targets: string[] | null };

/** The open lane: its source, and the ids of the selected targets. */
export type OpenLane = { lane: StageLane<ReviewApp>; source: ReviewApp; ticked: string[] };

/** Returns the key of a lane in the address: "staging-production". */
export const laneKey = ({ from, to }: { from: string; to: string }) => `${from}-${to}`;

/**
 * Returns the lane in the address, else the one with the newest change. Without targets in the address, every target
 * is selected that runs other code, may be deployed and is not locked.
 */
export function openLane(lanes: readonly StageLane<ReviewApp>[], address: LaneAddress): OpenLane | null {
  const lane = lanes.find((one) => laneKey(one) === address.lane) ?? newestLane(lanes);
  if (!lane) return null;
  const source = lane.sources.find((one) => isNamed(one, address.source)) ?? leadingSource(lane);
  if (!source) return null;
  const { targets } = address;
  const ticked = targets
    ? lane.targets.filter((one) => targets.some((name) => isNamed(one, name)))
    : stageAhead(source, lane.targets).behind.filter(isSelectable);
  return { lane, source, ticked: ticked.map(({ app }) => app.id) };
}

/** Returns the lane with something to promote whose source was released last; if there is none, the last lane. */
function newestLane(lanes: readonly StageLane<ReviewApp>[]): StageLane<ReviewApp> | undefined {
  const since = (lane: StageLane<ReviewApp>) => {
    const source = leadingSource(lane);
    const behind = source ? stageAhead(source, lane.targets).behind.length : 0;
    return source && behind > 0 ? (source.current?.created_at ?? "") : "";
  };
  return lanes
    .map((lane) => ({ lane, at: since(lane) }))
    .reduce<{ lane: StageLane<ReviewApp>; at: string } | undefined>(
      (best, next) => (best && best.at > next.at ? best : next),
      undefined,
    )?.lane;
}

function isNamed({ app }: ReviewApp, name: string | null): boolean {
  return app.name === name || app.id === name;
}

/** Returns false if the account may not deploy to it, it is locked, or a release of its own is in progress. */
function isSelectable({ may_deploy, newest, holds }: ReviewApp): boolean {
  return may_deploy !== false && newest?.status !== "pending" && !holds.some((hold) => hold.kind === "app");
}
