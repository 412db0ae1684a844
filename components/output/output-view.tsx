"use client";

import "./output.css";
import {
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Milestones } from "./milestones";
import { Outline } from "./outline";
import { OutputBar } from "./output-bar";
import { OutputChip } from "./output-chip";
import { OutputLines } from "./output-lines";
import type { OutputLog } from "./output-log";
import { listenToClicks } from "./row-clicks";
import { ScrollMarks } from "./scroll-marks";
import { sectionBeside } from "./section-steps";
import { useCopy } from "./use-copy";
import { useFind } from "./use-find";
import { useFullScreen } from "./use-full-screen";
import { useJump } from "./use-jump";
import { useLineAnchor } from "./use-line-anchor";
import { useRowsView } from "./use-rows-view";
import { useSelection } from "./use-selection";
import { useShortcuts } from "./use-shortcuts";
import { Waiting } from "./waiting";

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
  const field = useRef<HTMLInputElement>(null);
  const [wrap, setWrap] = useState(false);
  const full = useFullScreen(pane);
  const find = useFind(log);
  const failed = status === "failed";
  useEffect(() => {
    if (failed) log.askWhy();
  }, [failed, log]);
  const errorLine = failed ? (log.error?.line ?? null) : null;
  const anchor = useLineAnchor();
  const rows = useRowsView({ log, wrap, range: anchor.range, errorLine, startedAt });
  const { goTo, chooseLine } = useJump({ log, rows, anchor, errorLine });
  const copy = useCopy(log, anchor.range);
  const { fold, elements } = rows;
  useSelection(log, rows.view, elements.layer);
  const { scroller } = elements;
  useEffect(
    () =>
      scroller.current
        ? listenToClicks(scroller.current, log, { onFold: fold, onChoose: chooseLine })
        : undefined,
    [log, fold, chooseLine, scroller],
  );
  const { count, sections } = log;
  useImperativeHandle(handle, () => ({
    goTo: (line: number) => {
      goTo(line - 1);
      // The keys of the pane act from here on.
      scroller.current?.focus({ preventScroll: true });
    },
  }));

  const topLine = () => {
    const row = rows.view.current?.place.topRow;
    return row?.kind === "head" ? (sections[row.section]?.line ?? 0) : (row?.line ?? 0);
  };
  const step = (by: 1 | -1) => {
    find.step(by, topLine(), (match) => goTo(match.line));
  };
  useShortcuts(
    {
      find: () => {
        if (document.activeElement === field.current) return false;
        field.current?.select();
        field.current?.focus();
        return true;
      },
      follow: () => rows.view.current?.hand.set(!rows.following),
      step,
      error: () => errorLine !== null && goTo(errorLine - 1),
      section: (by) => {
        const line = sectionBeside(sections, topLine(), by);
        if (line !== null) goTo(line);
      },
      fold: () => {
        const section = sections[rows.section];
        if (section) fold(section.line);
      },
      wrap: () => setWrap(!wrap),
      copy: copy.onCopy,
    },
    useCallback(() => pane.current, []),
  );

  const missed = rows.following || log.over ? null : Math.max(0, count - rows.stoppedAt);
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
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        full={full.on}
        onFull={full.toggle}
        copy={copy}
        save={{ log, raw, fileName }}
      />
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <OutputLines log={log} elements={elements} />
          <ScrollMarks
            density={find.found.density}
            lines={count}
            errorLine={errorLine}
            range={anchor.range}
          />
          {count === 0 && (
            <div className="absolute inset-0 bg-well">
              <Waiting
                state={log.state}
                release={release}
                running={status === "pending"}
                since={startedAt}
                onRetry={log.retry}
              />
            </div>
          )}
          <OutputChip
            state={log.state}
            lines={count}
            missed={missed}
            onResume={() => rows.view.current?.hand.set(true)}
          />
        </div>
        {outline && (sections.length > 1 || errorLine !== null) && (
          <Outline
            sections={sections}
            current={rows.section}
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
