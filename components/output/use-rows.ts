"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useMemo, useState } from "react";
import { RowMap } from "@/lib/output/row-map";
import type { OutputLog } from "./output-log";
import type { Find } from "./use-find";

const LINE = 20;
const HEAD = 28;

type RowsInput = {
  log: OutputLog;
  scroller: RefObject<HTMLDivElement | null>;
  find: Find;
  /** Shows only the lines that match. */
  filter: boolean;
  wrap: boolean;
};

/** Which rows there are, which are folded away, and which are in view. */
export function useRows({ log, scroller, find, filter, wrap }: RowsInput) {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const fold = useCallback((section: number) => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(section)) next.add(section);
      return next;
    });
  }, []);

  const sections = log.sections.list;
  const matched = filter && find.text !== "" ? find.matches : null;
  const only = useMemo(
    () => (matched ? [...new Set(matched.slice(0, find.matches.length).map((match) => match.line))] : null),
    [matched, find.matches.length],
  );
  const map = new RowMap({ sections, count: log.lines.count, folded, only });
  const virtualizer = useVirtualizer({
    count: map.length,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (map.heads.has(row) ? HEAD : LINE),
    overscan: 12,
    // The chip never covers the last line.
    paddingEnd: 40,
    scrollPaddingStart: map.heads.size > 0 ? HEAD : 0,
  });

  // Folding, wrapping and filtering change heights without changing what the virtualizer can see.
  const layout = `${wrap} ${only === null} ${[...folded].join()} ${sections.length}`;
  useEffect(() => {
    if (layout) virtualizer.measure();
  }, [layout, virtualizer]);

  const offset = virtualizer.scrollOffset ?? 0;
  const top = map.at(virtualizer.getVirtualItemForOffset(offset)?.index ?? 0);
  // As a native sticky head would be: pushed out by the next one.
  const next = virtualizer.getVirtualItems().find((item) => item.start > offset && map.heads.has(item.index));
  return {
    map,
    virtualizer,
    folded,
    fold,
    topLine: top.kind === "line" ? top.line : (sections[top.section]?.line ?? 0),
    topSection: top.kind === "head" ? top.section : log.sections.holding(top.line),
    push: next ? Math.min(0, next.start - offset - HEAD) : 0,
  };
}

export type Rows = ReturnType<typeof useRows>;
