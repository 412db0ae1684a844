import { parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";
import type { StageLane } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import { laneKey, openLane } from "./open-lane";

const parsers = {
  lane: parseAsString,
  source: parseAsString,
  targets: parseAsArrayOf(parseAsString),
};

/** Returns the open lane, stored in the address, and functions that open another or select other targets. */
export function useLane(lanes: readonly StageLane<ReviewApp>[]) {
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
