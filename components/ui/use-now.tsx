"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { quicken } from "@/lib/apps/stale-limits";
import { notePage, serverNow } from "@/lib/client/clock";

/** When the server drew the page, in ms: its first picture in the browser must say the same ages. */
const DrawnAt = createContext(0);

type DrawnAtProps = { at: number; haste: number; children: ReactNode };

/** `haste`: how many times as fast data grows old. */
export function DrawnAtProvider({ at, haste, children }: DrawnAtProps) {
  useState(() => quicken(haste));
  // Before anything of the page counts an age.
  useState(() => typeof window !== "undefined" && notePage(at));
  return <DrawnAt value={at}>{children}</DrawnAt>;
}

/** One timer for all ticking times of a page: every second, stopped while nobody listens. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    now = serverNow();
    timer = setInterval(() => {
      now = serverNow();
      for (const notify of listeners) notify();
    }, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's time in milliseconds since the epoch, rounded down to `step`, renewed as it passes. */
export function useNow(step = 1_000): number {
  const drawnAt = useContext(DrawnAt);
  return useSyncExternalStore(
    subscribe,
    () => {
      if (now === 0) now = serverNow();
      return now - (now % step);
    },
    () => drawnAt - (drawnAt % step),
  );
}
