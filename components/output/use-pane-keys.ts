"use client";

import { type RefObject, useCallback, useEffect, useEffectEvent } from "react";
import { actionOf, outputShortcuts, pressOf } from "@/components/ui/shortcuts";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { useBar } from "./use-bar";
import type { useCopy } from "./use-copy";
import type { useFind } from "./use-find";
import type { Rows } from "./use-rows-view";

type PaneKeys = {
  pane: RefObject<HTMLElement | null>;
  log: OutputLog;
  rows: Rows;
  bar: ReturnType<typeof useBar>;
  find: ReturnType<typeof useFind>;
  copy: ReturnType<typeof useCopy>;
  /** The first error's line, from 1. */
  errorLine: number | null;
  /** Goes to a line, from 0. */
  goTo(line: number): void;
  wrap(): void;
};

/** Handles the keys of the pane. Returns a function that goes to the next (1) or previous (-1) match. */
export function usePaneKeys({ pane, log, rows, bar, find, copy, errorLine, goTo, wrap }: PaneKeys) {
  const { sections } = log;
  const topLine = () => {
    const row = rows.view.current?.layout.topRow;
    return row?.kind === "head" ? (sections[row.section]?.line ?? 0) : (row?.line ?? 0);
  };
  const step = (by: 1 | -1) => {
    find.step(by, topLine(), (match) => goTo(match.line));
  };
  useShortcuts(
    {
      find: () => {
        if (bar.field.current && document.activeElement === bar.field.current) return false;
        bar.open();
        return true;
      },
      follow: () => rows.view.current?.autoScroll.set(!rows.following),
      step,
      error: () => errorLine !== null && goTo(errorLine - 1),
      section: (by) => {
        const line = sectionBeside(sections, topLine(), by);
        if (line !== null) goTo(line);
      },
      fold: () => {
        const section = sections[rows.view.current?.sectionAtTop ?? -1];
        if (section) rows.fold(section.line);
      },
      wrap,
      copy: copy.onCopy,
    },
    useCallback(() => pane.current, [pane]),
  );
  return step;
}

/** Returns the first line of the section after (1) or before (-1) that of `line`, or null. */
export function sectionBeside(
  sections: readonly { line: number }[],
  line: number,
  by: 1 | -1,
): number | null {
  const holding = sections.findLastIndex((section) => section.line <= line);
  return sections[holding + by]?.line ?? null;
}

/** The actions of the pane's keys. They apply while no other element of the page has the focus. */
type Shortcuts = {
  /** Returns true if it handled the key; otherwise the browser does. */
  find(): boolean;
  follow(): void;
  step(by: 1 | -1): void;
  error(): void;
  section(by: 1 | -1): void;
  fold(): void;
  wrap(): void;
  copy(kind: "text" | "quote" | "link"): void;
};

function useShortcuts(shortcuts: Shortcuts, inside: () => HTMLElement | null): void {
  const run = {
    follow: () => shortcuts.follow(),
    nextMatch: () => shortcuts.step(1),
    previousMatch: () => shortcuts.step(-1),
    firstError: () => shortcuts.error(),
    nextSection: () => shortcuts.section(1),
    previousSection: () => shortcuts.section(-1),
    foldSection: () => shortcuts.fold(),
    wrap: () => shortcuts.wrap(),
    copyText: () => shortcuts.copy("text"),
    copyQuote: () => shortcuts.copy("quote"),
    copyLink: () => shortcuts.copy("link"),
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const ours = target === document.body || (target !== null && inside()?.contains(target) === true);
    if (!ours || event.defaultPrevented || event.altKey) return;
    const action = actionOf(outputShortcuts, pressOf(event));
    if (action === "find") {
      if (shortcuts.find()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || target?.closest("input, textarea, select, [contenteditable]"))
      return;
    if (action) run[action]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
