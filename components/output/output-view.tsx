"use client";

import "./output.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { RowMap } from "@/lib/output/row-map";
import { Milestones } from "./milestones";
import { Outline } from "./outline";
import { OutputBar } from "./output-bar";
import { OutputChip } from "./output-chip";
import type { OutputLog } from "./output-log";
import { OutputRows } from "./output-rows";
import { SectionHead } from "./section-head";
import { useFind } from "./use-find";
import { useFollow } from "./use-follow";
import { useFullScreen } from "./use-full-screen";
import { useLineAnchor } from "./use-line-anchor";
import { useShortcuts } from "./use-shortcuts";
import { Waiting } from "./waiting";

const LINE = 20;
const HEAD = 28;
const SCROLLED_BY_KEYS = { tabIndex: 0 };

/** A line to be brought into view, from 0, and where. */
type Goal = { line: number; align: "start" | "center" };

export type OutputStatus = "pending" | "succeeded" | "failed" | "expired" | "canceled" | "unknown";

/** What a page can ask of the view. Lines count from 1. */
export type OutputHandle = { goTo(line: number): void };

type OutputViewProps = {
  log: OutputLog;
  /** The route that answers the bytes, and the name they are saved under. */
  raw: string;
  fileName: string;
  release: boolean;
  /** Of the build or release that makes the output; when it failed, its first error is marked. */
  status: OutputStatus;
  /** When it began, ms since the epoch. */
  startedAt: number | null;
  outline: boolean;
  handle?: RefObject<OutputHandle | null>;
};

/** Shows a log: only the rows in view exist as elements. Fills its parent. */
export function OutputView({
  log,
  raw,
  fileName,
  release,
  status,
  startedAt,
  outline,
  handle,
}: OutputViewProps) {
  useSyncExternalStore(log.subscribe, log.version, log.version);
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [wrap, setWrap] = useState(false);
  const [filter, setFilter] = useState(false);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const arrived = useRef<number | null>(null);
  const [goal, setGoal] = useState<Goal | null>(null);
  const { range, choose } = useLineAnchor();
  const full = useFullScreen(pane);
  const find = useFind(log);

  const count = log.lines.count;
  const sections = log.sections.list;
  const matched = filter && find.text !== "" ? find.matches : null;
  const only = useMemo(
    () => (matched ? [...new Set(matched.slice(0, find.matches.length).map((match) => match.line))] : null),
    [matched, find.matches.length],
  );
  const map = new RowMap({ sections, count, folded, only });
  const virtualizer = useVirtualizer({
    count: map.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (map.heads.has(row) ? HEAD : LINE),
    overscan: 12,
    // The chip never covers the last line.
    paddingEnd: 40,
    scrollPaddingStart: map.heads.size > 0 ? HEAD : 0,
  });
  const follow = useFollow(scroller, virtualizer.getTotalSize(), count, true);
  const errorLine = status === "failed" ? (log.firstError()?.line ?? null) : null;

  const fold = useCallback((section: number) => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(section)) next.add(section);
      return next;
    });
  }, []);

  // Where rows stand depends on folds, wrapping and filters: their heights are worked out anew.
  // Folding changes which rows are heads without changing what the virtualizer can see.
  const layout = `${wrap} ${only === null} ${[...folded].join()} ${sections.length}`;
  useEffect(() => {
    if (layout) virtualizer.measure();
  }, [layout, virtualizer]);

  const goTo = (line: number) => {
    const begins = sections.some((each) => each.line === line);
    follow.stop();
    const section = sections[log.sections.holding(line)];
    if (section && folded.has(section.line)) fold(section.line);
    setGoal({ line, align: begins ? "start" : "center" });
  };
  useImperativeHandle(handle, () => ({
    goTo: (line: number) => {
      goTo(line - 1);
      // The keys of the pane act from here on.
      scroller.current?.focus({ preventScroll: true });
    },
  }));

  // A line can be asked for before it has arrived; the place is kept until it has.
  useEffect(() => {
    if (goal === null || count === 0 || (goal.line >= count && !log.over)) return;
    virtualizer.scrollToIndex(map.rowOf(Math.min(goal.line, count - 1)), { align: goal.align });
    setGoal(null);
  });

  const { stop } = follow;
  const chooseLine = useCallback(
    (line: number, extend: boolean) => {
      stop();
      arrived.current = line;
      choose(line, extend);
    },
    [stop, choose],
  );

  const wanted = range?.from ?? null;
  // Who watched it fail stays where they are; who comes later is led to the error.
  const found = errorLine !== null && log.arrivedAt(errorLine - 1) === null ? errorLine : null;
  const firstWanted = wanted ?? found;
  useEffect(() => {
    if (firstWanted === null || arrived.current !== null) return;
    arrived.current = firstWanted;
    stop();
    setGoal({ line: firstWanted - 1, align: "center" });
  }, [firstWanted, stop]);

  const top = virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0)?.index ?? 0;
  const topRow = map.at(top);
  const topSection = topRow.kind === "head" ? topRow.section : log.sections.holding(topRow.line);
  const step = (by: 1 | -1) => {
    const match = find.step(by, topRow.kind === "line" ? topRow.line : 0);
    if (match) goTo(match.line);
  };
  useShortcuts(
    {
      find: () => {
        if (document.activeElement === field.current) return false;
        field.current?.select();
        field.current?.focus();
        return true;
      },
      follow: () => (follow.following ? follow.stop() : follow.resume()),
      step,
      error: () => errorLine !== null && goTo(errorLine - 1),
    },
    useCallback(() => pane.current, []),
  );

  // As a native sticky head would be: pushed out by the next one.
  const offset = virtualizer.scrollOffset ?? 0;
  const next = virtualizer.getVirtualItems().find((item) => item.start > offset && map.heads.has(item.index));
  const push = next ? Math.min(0, next.start - offset - HEAD) : 0;
  const stuck = map.heads.size > 0 ? sections[topSection] : undefined;
  const missed = follow.following || log.over ? null : Math.max(0, count - follow.stoppedAt);
  return (
    <section
      ref={pane}
      aria-label={release ? "Release phase output" : "Build output"}
      className="relative flex h-full min-h-0 flex-col overflow-hidden border border-line bg-well"
    >
      <OutputBar
        find={find}
        field={field}
        onStep={step}
        filter={filter}
        onFilter={() => {
          setFilter(!filter);
          if (!filter) field.current?.focus();
        }}
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        full={full.on}
        onFull={full.toggle}
        raw={raw}
        fileName={fileName}
      />
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <div
            ref={scroller}
            role="log"
            aria-live="off"
            aria-label="Lines"
            {...SCROLLED_BY_KEYS}
            className="absolute inset-0 overflow-auto font-mono text-output outline-offset-[-2px] [overflow-anchor:none]"
          >
            {stuck && (
              <div
                className="sticky top-0 left-0 z-2 -mb-7 h-7"
                style={{ transform: `translateY(${push}px)` }}
              >
                <SectionHead
                  section={stuck}
                  time={log.sectionTime(topSection)}
                  folded={folded.has(stuck.line)}
                  onFold={() => fold(stuck.line)}
                />
              </div>
            )}
            {count === 0 ? (
              <Waiting
                state={log.state}
                release={release}
                running={status === "pending"}
                since={startedAt}
                onRetry={log.retry}
              />
            ) : (
              <OutputRows
                log={log}
                map={map}
                virtualizer={virtualizer}
                find={find}
                wrap={wrap}
                folded={folded}
                onFold={fold}
                range={range}
                onChoose={chooseLine}
                errorLine={errorLine}
                startedAt={startedAt}
              />
            )}
          </div>
          <OutputChip state={log.state} lines={count} missed={missed} onResume={follow.resume} />
        </div>
        {outline && (sections.length > 1 || errorLine !== null) && (
          <Outline
            sections={sections}
            current={topSection}
            running={!log.over}
            errorLine={errorLine}
            lines={count}
            onGo={goTo}
          />
        )}
      </div>
      <Milestones log={log} />
    </section>
  );
}
