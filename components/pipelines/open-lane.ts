import { leadingSource, type StageLane, stageAhead } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";

/** What the address says of the lane that is open; each part may be missing or name what is no longer there. */
export type LaneAddress = { lane: string | null; source: string | null; targets: string[] | null };

/** The lane that is open: its source, and the ids of the targets that are ticked. */
export type OpenLane = { lane: StageLane<ReviewApp>; source: ReviewApp; ticked: string[] };

/** "staging-production": what the address calls a lane. */
export const laneKey = ({ from, to }: { from: string; to: string }) => `${from}-${to}`;

/**
 * The lane that the address asks for, else that of the newest change. Without ticks in the address every target is
 * ticked that runs other code, may be deployed and is not locked.
 */
export function openLane(lanes: readonly StageLane<ReviewApp>[], address: LaneAddress): OpenLane | null {
  const lane = lanes.find((one) => laneKey(one) === address.lane) ?? newestLane(lanes);
  if (!lane) return null;
  const source = lane.sources.find((one) => isNamed(one, address.source)) ?? leadingSource(lane);
  if (!source) return null;
  const { targets } = address;
  const ticked = targets
    ? lane.targets.filter((one) => targets.some((name) => isNamed(one, name)))
    : stageAhead(source, lane.targets).behind.filter(mayTake);
  return { lane, source, ticked: ticked.map(({ app }) => app.id) };
}

/** Among lanes with something to promote that whose source was released last; without any, the last one. */
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

/** Not while it is locked or a release of its own is under way. */
function mayTake({ may_deploy, newest, holds }: ReviewApp): boolean {
  return may_deploy !== false && newest?.status !== "pending" && !holds.some((hold) => hold.kind === "app");
}
