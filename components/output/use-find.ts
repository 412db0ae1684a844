"use client";

import { useEffect, useState } from "react";
import type { Query } from "@/lib/log-viewer/engine/search/query";
import type { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { Found, FoundMatch } from "@/lib/log-viewer/worker/messages";

/** The input of the find field. `matchCase` null: true if the text has capitals. */
export type FindInput = { text: string; matchCase: boolean | null; wholeWord: boolean; regexp: boolean };

export type Find = {
  input: FindInput;
  /** Lines shown around each match by the filter; null without a filter. */
  context: number | null;
  found: Found;
  current: FoundMatch | null;
  change(input: Partial<FindInput>): void;
  filter(context: number | null): void;
  /** Goes to the next (1) or previous (-1) match; the first one from `line` on if there is no current match. */
  step(by: 1 | -1, line: number, onMatch: (match: FoundMatch) => void): void;
};

const EMPTY: FindInput = { text: "", matchCase: null, wholeWord: false, regexp: false };

/** Searches an output as it grows. */
export function useFind(log: OutputLog): Find {
  const [input, setInput] = useState(EMPTY);
  const [context, setContext] = useState<number | null>(null);
  const { text, matchCase, wholeWord, regexp } = input;
  useEffect(() => {
    const query: Query | null =
      text === "" ? null : { text, matchCase: matchCase ?? text !== text.toLowerCase(), wholeWord, regexp };
    log.find.set(query, context);
  }, [log, text, matchCase, wholeWord, regexp, context]);
  return {
    input,
    context,
    found: log.find.found,
    current: log.find.current,
    change: (next) => setInput((before) => ({ ...before, ...next })),
    filter: setContext,
    step: (by, line, onMatch) => log.find.step(by, line, onMatch),
  };
}
