"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type LineRange, lineAnchor, parseLineAnchor } from "@/lib/log-viewer/engine/lines/line-anchor";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { Rows } from "./use-rows-view";

/** A line to bring into view, from 0, and its alignment. */
type Goal = { line: number; align: "start" | "center" };

type JumpInput = {
  log: OutputLog;
  rows: Rows;
  anchor: ReturnType<typeof useLineAnchor>;
  errorLine: number | null;
};

/** Scrolls to requested lines, to the line in the URL, and to the first error. */
export function useJump({ log, rows, anchor, errorLine }: JumpInput) {
  const [goal, setGoal] = useState<Goal | null>(null);
  const { range, choose } = anchor;
  const { view, folded, setFolded } = rows;
  const stop = useCallback(() => view.current?.autoScroll.set(false), [view]);

  const goTo = useCallback(
    (line: number) => {
      stop();
      setGoal({ line, align: log.sections.some((section) => section.line === line) ? "start" : "center" });
    },
    [log, stop],
  );

  // A requested line may not have arrived yet; the goal is kept until it has.
  useEffect(() => {
    if (goal === null || log.count === 0 || (goal.line >= log.count && !log.over)) return;
    const line = Math.min(goal.line, log.count - 1);
    const section = log.sections[log.sectionIndexAt(line)];
    if (section && folded.has(section.line) && section.line !== line) {
      setFolded((before) => new Set([...before].filter((each) => each !== section.line)));
      return;
    }
    const { current } = view;
    if (!current || current.layout.view === 0) return;
    const row = current.layout.map.rowOf(line);
    const head = goal.align === "start" && current.layout.map.headed && !log.find.shown;
    current.goTo(head ? current.layout.map.headOf(log.sectionIndexAt(line)) : row, goal.align);
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

  // The view stays if the failure arrived while the page was open; otherwise it goes to the error.
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

/** The line or range in the URL. `choose` replaces it without a new history entry. */
export function useLineAnchor(): { range: LineRange | null; choose(line: number, extend: boolean): void } {
  const [range, setRange] = useState<LineRange | null>(null);
  useEffect(() => {
    const read = () => setRange(parseLineAnchor(location.hash));
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const choose = useCallback((line: number, extend: boolean) => {
    setRange((before) => {
      const from = extend && before ? before.from : line;
      const next = { from: Math.min(from, line), to: Math.max(from, line) };
      history.replaceState(history.state, "", lineAnchor(next));
      return next;
    });
  }, []);
  return { range, choose };
}
