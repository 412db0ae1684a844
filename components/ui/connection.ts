"use client";

import { useSyncExternalStore } from "react";
import { serverNow } from "@/lib/client/clock";

/** Whether our server answers. Null while it does, else since when (ms) it does not. */
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

/** Since when (ms since the epoch) the server has not answered; null when all is well. */
export function useLostSince(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => lostAt,
    () => null,
  );
}
