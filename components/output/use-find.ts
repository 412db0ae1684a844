"use client";

import { useEffect, useMemo, useState } from "react";
import { type Match, Search } from "@/lib/output/search";
import type { OutputLog } from "./output-log";

/** Lines read in one go, so that a long output never holds up a frame. */
const SLICE = 8_000;

export type Find = {
  text: string;
  matches: readonly Match[];
  /** Whether all lines that there are have been searched. */
  done: boolean;
  /** Index of the match that was gone to; -1 before. */
  current: number;
  /** Where the text stands in a line; null when nothing is searched. */
  columns: ((text: string) => number[]) | null;
  length: number;
  change(text: string): void;
  /** Goes to the next (1) or previous (-1) match, from `line` on when none was gone to yet. */
  step(by: 1 | -1, line: number): Match | null;
};

/** Searches an output as it grows. */
export function useFind(log: OutputLog): Find {
  const [text, setText] = useState("");
  const [current, setCurrent] = useState(-1);
  const [read, setRead] = useState({ matches: 0, done: false });
  const search = useMemo(() => (text === "" ? null : new Search(text)), [text]);

  useEffect(() => {
    if (!search) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readOn = () => {
      const before = search.matches.length;
      const done = search.advance(log.lines, SLICE, log.over);
      setRead((last) =>
        last.done === done && search.matches.length === before
          ? last
          : { matches: search.matches.length, done },
      );
      timer = done ? undefined : setTimeout(readOn);
    };
    const unsubscribe = log.subscribe(() => {
      if (timer === undefined) readOn();
    });
    readOn();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [search, log]);

  return {
    text,
    current,
    matches: search?.matches ?? [],
    done: read.done,
    columns: search ? (line) => search.columns(line) : null,
    length: search?.length ?? 0,
    change: (next) => {
      setText(next);
      setCurrent(-1);
      setRead({ matches: 0, done: false });
    },
    step: (by, line) => {
      const matches = search?.matches ?? [];
      if (matches.length === 0) return null;
      const next = current === -1 ? firstFrom(matches, line) : current + by;
      const index = (next + matches.length) % matches.length;
      setCurrent(index);
      return matches[index] ?? null;
    },
  };
}

function firstFrom(matches: readonly Match[], line: number): number {
  const index = matches.findIndex((match) => match.line >= line);
  return index === -1 ? 0 : index;
}
