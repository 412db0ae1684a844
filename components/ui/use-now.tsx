import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import { accelerateAging } from "@/lib/apps/stale-limits";
import { serverNow, syncClock } from "@/lib/client/clock";

/** When the server rendered the page (ms): the first render in the browser has to show the same ages. */
const RenderedAt = createContext(0);

type RenderedAtProps = { at: number; timeScale: number; children: ReactNode };

/** `timeScale`: the factor by which data ages faster. */
export function RenderedAtProvider({ at, timeScale, children }: RenderedAtProps) {
  useState(() => accelerateAging(timeScale));
  // Runs before anything on the page computes an age.
  useState(() => typeof window !== "undefined" && syncClock(at));
  return <RenderedAt value={at}>{children}</RenderedAt>;
}

/** One timer for all running times of a page: every second, stopped without subscribers. */
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

/** Returns the server's time in ms since the epoch, rounded down to `step` and updated every `step`. */
export function useNow(step = 1_000): number {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    subscribe,
    () => {
      if (now === 0) now = serverNow();
      return now - (now % step);
    },
    () => renderedAt - (renderedAt % step),
  );
}
