"use client";

import { useSyncExternalStore } from "react";
import { serverNow } from "@/lib/client/clock";

/** When our server became unreachable (ms); null while it is reachable. */
let lostAt: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if (next === lostAt) return;
  lostAt = next;
  for (const notify of listeners) notify();
}

export const connection = {
  heard: () => set(null),
  lost: () => set(lostAt ?? serverNow()),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns since when (ms since the epoch) the server has been unreachable; null while it is reachable. */
export function useLostSince(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => lostAt,
    () => null,
  );
}
