"use client";

import * as outputText from "@/lib/text/output";
import "./output.css";
import { Ellipsis, Maximize } from "lucide-react";
import {
  lazy,
  type RefObject,
  Suspense,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import { listenToClicks } from "@/lib/log-viewer/view/row-clicks";
import { IconButton } from "./bar-buttons";
import { Milestones } from "./milestones";
import { OutputChip } from "./output-chip";
import { OutputLines } from "./output-lines";
import { ScrollMarks } from "./scroll-marks";
import { useBar } from "./use-bar";
import { useCopy } from "./use-copy";
import { useFind } from "./use-find";
import { useJump, useLineAnchor } from "./use-jump";
import { usePaneKeys } from "./use-pane-keys";
import { useRowsView } from "./use-rows-view";
import { useSelection } from "./use-selection";
import { Waiting } from "./waiting";

// Loaded after the lines.
const OutputBar = lazy(() => import("./output-bar").then((part) => ({ default: part.OutputBar })));
const Outline = lazy(() => import("./outline").then((part) => ({ default: part.Outline })));

export type OutputStatus = "pending" | "succeeded" | "failed" | "expired" | "canceled" | "unknown";

/** The methods of the view for its page. Lines count from 1. */
export type OutputHandle = { goTo(line: number): void };

type OutputViewProps = {
  log: OutputLog;
  /** The route of the bytes, and the file name for a download. */
  raw: string;
  fileName: string;
  release: boolean;
  /** The status of the build or release; `failed` marks the first error. */
  status: OutputStatus;
  /** The start of the output in ms since 1970. */
  startedAt: number | null;
  outline: boolean;
  /** Hides the bar until it is opened. */
  small?: boolean;
  /** The maximum height of an element in px; by default one that every browser supports. */
  maxHeight?: number;
  handle?: RefObject<OutputHandle | null>;
};

/** Shows a log, with elements only for the rows in view. Fills its parent. */
export function OutputView({
  log,
  raw,
  fileName,
  release,
  status,
  startedAt,
  outline,
  small = false,
  maxHeight,
  handle,
}: OutputViewProps) {
  useSyncExternalStore(log.subscribe, log.version, log.version);
  const pane = useRef<HTMLElement>(null);
  const [wrap, setWrap] = useState(false);
  const full = useFullScreen(pane);
  const bar = useBar(small, full.on);
  const find = useFind(log);
  const failed = status === "failed";
  useEffect(() => {
    if (failed) log.requestReason();
  }, [failed, log]);
  const errorLine = failed ? (log.reason?.line ?? null) : null;
  const anchor = useLineAnchor();
  const rows = useRowsView({ log, wrap, range: anchor.range, errorLine, startedAt, maxHeight });
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
      // The pane's keys apply from here on.
      scroller.current?.focus({ preventScroll: true });
    },
  }));

  const onWrap = () => setWrap(!wrap);
  const step = usePaneKeys({ pane, log, rows, bar, find, copy, errorLine, goTo, wrap: onWrap });
  const focusLines = () => scroller.current?.focus({ preventScroll: true });
  const leaveBar = () => {
    find.change({ text: "" });
    find.filter(null);
    bar.close?.();
    focusLines();
  };
  const leaveField = (before: HTMLElement | null) => {
    if (bar.close) leaveBar();
    if (before?.isConnected) before.focus({ preventScroll: true });
    else focusLines();
  };
  const missed = rows.following || log.over ? null : Math.max(0, count - rows.stoppedAt);
  return (
    <section
      ref={pane}
      aria-label={release ? outputText.releasePhaseOutput : outputText.buildOutput}
      className="relative flex h-full min-h-0 flex-col overflow-hidden border border-line bg-well"
    >
      {bar.shown && (
        <Suspense
          fallback={<div className="h-10 shrink-0 border-b border-line bg-panel pointer-coarse:h-12" />}
        >
          <OutputBar
            find={find}
            bar={bar}
            onStep={step}
            wrap={wrap}
            onWrap={onWrap}
            full={full.on}
            onFull={full.toggle}
            onClose={bar.close && leaveBar}
            onLeave={leaveField}
            copy={copy}
            save={{ log, raw, fileName }}
          />
        </Suspense>
      )}
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <OutputLines log={log} elements={elements} />
          {!bar.shown && <SmallTools onOpen={bar.open} onFull={full.toggle} />}
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
            running={status === "pending"}
            state={log.state}
            lines={count}
            missed={missed}
            onResume={() => rows.view.current?.autoScroll.set(true)}
          />
        </div>
        {outline && (sections.length > 1 || errorLine !== null) && (
          <Suspense>
            <Outline
              sections={sections}
              current={rows.section}
              running={!log.over && status === "pending"}
              errorLine={errorLine}
              lines={count}
              onGo={goTo}
            />
          </Suspense>
        )}
      </div>
      <Milestones log={log} />
    </section>
  );
}

/** Replaces the bar of a small output: opens the bar, or the full screen. */
function SmallTools({ onOpen, onFull }: { onOpen(): void; onFull(): void }) {
  return (
    <div className="absolute top-1.5 right-4 z-3 flex rounded-control border border-line bg-panel pointer-coarse:top-1">
      <IconButton
        label={outputText.findFilterCopy}
        onClick={onOpen}
        icon={<Ellipsis size={16} strokeWidth={1.5} />}
      />
      <IconButton
        label={outputText.fullScreen}
        onClick={onFull}
        icon={<Maximize size={15} strokeWidth={1.5} />}
      />
    </div>
  );
}

/** Toggles full screen for an element; `on` is true while it is active. */
function useFullScreen(element: RefObject<HTMLElement | null>): { on: boolean; toggle(): void } {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const changed = () =>
      setOn(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [element]);
  return {
    on,
    // If the browser refuses (iPhone, frame), nothing changes.
    toggle: () => {
      const change = on ? document.exitFullscreen() : element.current?.requestFullscreen?.();
      void change?.catch(() => undefined);
    },
  };
}
