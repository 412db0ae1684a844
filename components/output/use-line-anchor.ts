"use client";

import { useCallback, useEffect, useState } from "react";
import { type LineRange, lineAnchor, parseLineAnchor } from "@/lib/log-viewer/engine/lines/line-anchor";

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
