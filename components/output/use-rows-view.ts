"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { LineRange } from "@/lib/log-viewer/engine/lines/line-anchor";
import { RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { Tone } from "@/lib/log-viewer/view/row-elements";
import { RowsView } from "@/lib/log-viewer/view/rows-view";

/** Minimum time in ms between updates of the section at the top. */
const THROTTLE_MS = 100;

type RowsInput = {
  log: OutputLog;
  wrap: boolean;
  range: LineRange | null;
  /** The first error's line, from 1. */
  errorLine: number | null;
  /** The start of the output in ms since 1970. */
  startedAt: number | null;
  /** The maximum height of an element in px. */
  maxHeight?: number | undefined;
};

export type ViewElements = Record<
  "scroller" | "content" | "layer" | "foot" | "sticky",
  RefObject<HTMLDivElement | null>
>;

/** Manages the rows view: its rows, folded sections, scroll position, and whether the end is followed. */
export function useRowsView({ log, wrap, range, errorLine, startedAt, maxHeight }: RowsInput) {
  const elements: ViewElements = {
    scroller: useRef<HTMLDivElement>(null),
    content: useRef<HTMLDivElement>(null),
    layer: useRef<HTMLDivElement>(null),
    foot: useRef<HTMLDivElement>(null),
    sticky: useRef<HTMLDivElement>(null),
  };
  const { scroller, content, layer, foot, sticky } = elements;
  const view = useRef<RowsView | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [place, setPlace] = useState({ following: true, stoppedAt: 0, section: -1 });
  const latest = useRef({ wrap, range, errorLine, startedAt, folded });
  // Must run before the other effects, which read it.
  useLayoutEffect(() => {
    latest.current = { wrap, range, errorLine, startedAt, folded };
  }, [wrap, range, errorLine, startedAt, folded]);

  const refresh = useCallback(() => {
    const { sections, count, find } = log;
    view.current?.update(new RowMap({ sections, count, folded: latest.current.folded, only: find.shown }));
  }, [log]);

  useLayoutEffect(() => {
    const [a, b, c, d, e] = [scroller, content, layer, sticky, foot].map((each) => each.current);
    if (!(a && b && c && d && e)) return;
    let placing: ReturnType<typeof setTimeout> | undefined;
    const own: RowsView = new RowsView({
      maxHeight,
      scroller: a,
      content: b,
      layer: c,
      sticky: d,
      foot: e,
      source: {
        line: (line) => log.lines.get(line),
        lineStyle: (line) => ({
          tone: toneOf(line + 1, latest.current),
          wrap: latest.current.wrap,
          current: log.find.current?.line === line ? log.find.current.nth : -1,
          startedAt: latest.current.startedAt,
        }),
        section: (index) => log.sections[index],
        timeOf: (index) => log.sectionTime(index),
        isFolded: (section) => latest.current.folded.has(section.line),
      },
      sectionIndexAt: (line) => log.sectionIndexAt(line),
      request: (lines) => log.lines.request(lines),
      onPositionChange: () => {
        placing ??= setTimeout(() => {
          placing = undefined;
          const section = own.sectionAtTop;
          setPlace((before) => (before.section === section ? before : { ...before, section }));
        }, THROTTLE_MS);
      },
      onFollow: () => {
        const following = view.current?.autoScroll.following ?? true;
        setPlace((before) => ({ ...before, following, stoppedAt: log.count }));
        log.follow(following ? (view.current?.layout.rowsInView ?? 0) : 0);
      },
    });
    view.current = own;
    const undo = log.onRender(refresh);
    const timer = setInterval(() => own.tick(), 1_000);
    return () => {
      clearInterval(timer);
      clearTimeout(placing);
      undo();
      own.end();
      view.current = null;
    };
  }, [log, maxHeight, refresh, scroller, content, layer, foot, sticky]);

  // The worker sends the last lines without a request while they are followed.
  useEffect(() => {
    if (view.current?.autoScroll.following) log.follow(view.current.layout.rowsInView);
  });
  useLayoutEffect(() => view.current?.wrap(wrap), [wrap]);
  // Any render may have changed the look of the rows.
  useLayoutEffect(refresh);

  const fold = useCallback((section: number) => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(section)) next.add(section);
      return next;
    });
  }, []);

  return { elements, view, folded, fold, setFolded, ...place };
}

function toneOf(
  number: number,
  { errorLine, range }: { errorLine: number | null; range: LineRange | null },
): Tone {
  if (number === errorLine) return "error";
  return range !== null && number >= range.from && number <= range.to ? "chosen" : null;
}

export type Rows = ReturnType<typeof useRowsView>;
