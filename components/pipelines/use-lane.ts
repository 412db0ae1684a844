"use client";

import { parseAsArrayOf, parseAsString, useQueryStates } from "nuqs";
import type { StageLane } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import { laneKey, openLane } from "./open-lane";

const parsers = {
  lane: parseAsString,
  source: parseAsString,
  targets: parseAsArrayOf(parseAsString),
};

/** The lane that is open, kept in the address, and how to open another or tick other targets. */
export function useLane(lanes: readonly StageLane<ReviewApp>[]) {
  const [address, setAddress] = useQueryStates(parsers, { clearOnDefault: true });
  const open = openLane(lanes, address);
  const nameOf = (id: string) => open?.lane.targets.find(({ app }) => app.id === id)?.app.name ?? id;
  return {
    open,
    /** Without `targets` those are ticked that run other code. */
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
