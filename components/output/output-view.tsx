"use client";

import "./output.css";
import {
  type RefObject,
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
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
import { useJump } from "./use-jump";
import { useRows } from "./use-rows";
import { useShortcuts } from "./use-shortcuts";
import { Waiting } from "./waiting";

const SCROLLED_BY_KEYS = { tabIndex: 0 };

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
  const full = useFullScreen(pane);
  const find = useFind(log);
  const rows = useRows({ log, scroller, find, filter, wrap });
  const { map, virtualizer, folded, fold, topSection } = rows;
  const count = log.lines.count;
  const sections = log.sections.list;
  const follow = useFollow(scroller, virtualizer.getTotalSize(), count, true);
  const errorLine = status === "failed" ? (log.firstError()?.line ?? null) : null;
  const { range, goTo, chooseLine } = useJump({ log, rows, stop: follow.stop, errorLine });
  useImperativeHandle(handle, () => ({
    goTo: (line: number) => {
      goTo(line - 1);
      // The keys of the pane act from here on.
      scroller.current?.focus({ preventScroll: true });
    },
  }));

  const step = (by: 1 | -1) => {
    const match = find.step(by, rows.topLine);
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
                style={{ transform: `translateY(${rows.push}px)` }}
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
