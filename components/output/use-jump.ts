"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { OutputLog } from "./output-log";
import { useLineAnchor } from "./use-line-anchor";
import type { Rows } from "./use-rows";

/** A line to be brought into view, from 0, and where. */
type Goal = { line: number; align: "start" | "center" };

type JumpInput = { log: OutputLog; rows: Rows; stop(): void; errorLine: number | null };

/** Leads to lines: to those that are asked for, to the one in the address, and to the first error. */
export function useJump({ log, rows, stop, errorLine }: JumpInput) {
  const [goal, setGoal] = useState<Goal | null>(null);
  const { range, choose } = useLineAnchor();
  const { map, virtualizer, folded, fold } = rows;
  const count = log.lines.count;

  const goTo = (line: number) => {
    const section = log.sections.list[log.sections.holding(line)];
    if (section && folded.has(section.line)) fold(section.line);
    stop();
    setGoal({ line, align: section?.line === line ? "start" : "center" });
  };

  // A line can be asked for before it has arrived; the place is kept until it has.
  useEffect(() => {
    if (goal === null || count === 0 || (goal.line >= count && !log.over)) return;
    virtualizer.scrollToIndex(map.rowOf(Math.min(goal.line, count - 1)), { align: goal.align });
    setGoal(null);
  });

  const seen = useRef<number | null>(null);
  const chooseLine = useCallback(
    (line: number, extend: boolean) => {
      stop();
      seen.current = line;
      choose(line, extend);
    },
    [stop, choose],
  );

  // Who watched it fail stays where they are; who comes later is led to the error.
  const late = errorLine !== null && log.arrivedAt(errorLine - 1) === null ? errorLine : null;
  const wanted = range?.from ?? null;
  useEffect(() => {
    const line = wanted ?? (seen.current === null ? late : null);
    if (line === null || line === seen.current) return;
    seen.current = line;
    stop();
    setGoal({ line: line - 1, align: "center" });
  }, [wanted, late, stop]);

  return { range, goTo, chooseLine };
}
