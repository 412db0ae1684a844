"use client";

import { type RefObject, useEffect } from "react";
import { copyText } from "@/components/ui/copy";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { RowsView } from "@/lib/log-viewer/view/rows-view";
import { cutTo, linesOfSelection, type SelectedText, selectedIn } from "@/lib/log-viewer/view/text-selection";

/**
 * Keeps a selection while its ends are out of view and new lines arrive, and copies all of it, including lines that
 * are not rendered.
 */
export function useSelection(
  log: OutputLog,
  view: RefObject<RowsView | null>,
  layer: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    let selected: SelectedText | null = null;
    let text: string | null = null;
    const onSelection = () => {
      selected = layer.current ? selectedIn(layer.current) : null;
      text = null;
      // Also for a collapsed selection, which may be extended after its line has left the view.
      view.current?.pin(layer.current ? linesOfSelection(layer.current) : []);
      const range = selected;
      if (!range || range.from.line === range.to.line) return;
      // Fetched now, because the copy event needs the text synchronously.
      void log.requests.text(range.from.line, range.to.line).then((lines) => {
        if (selected === range) text = cutTo(range, lines);
      });
    };
    const onCopy = (event: ClipboardEvent) => {
      const range = selected;
      if (!range || range.from.line === range.to.line) return;
      event.preventDefault();
      if (text !== null) event.clipboardData?.setData("text/plain", text);
      else
        void log.requests.text(range.from.line, range.to.line).then((lines) => copyText(cutTo(range, lines)));
    };
    document.addEventListener("selectionchange", onSelection);
    document.addEventListener("copy", onCopy);
    return () => {
      document.removeEventListener("selectionchange", onSelection);
      document.removeEventListener("copy", onCopy);
    };
  }, [log, view, layer]);
}
