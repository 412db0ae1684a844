"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

/** When the server drew the page, in ms: its first picture in the browser must say the same ages. */
const DrawnAt = createContext(0);

export function DrawnAtProvider({ at, children }: { at: number; children: ReactNode }) {
  return <DrawnAt value={at}>{children}</DrawnAt>;
}

/** One timer for all ticking times of a page: every second, stopped while nobody listens. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
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

/** Milliseconds since the epoch, rounded down to `step`, renewed as it passes. */
export function useNow(step = 1_000): number {
  const drawnAt = useContext(DrawnAt);
  return useSyncExternalStore(
    subscribe,
    () => {
      if (now === 0) now = Date.now();
      return now - (now % step);
    },
    () => drawnAt - (drawnAt % step),
  );
}
