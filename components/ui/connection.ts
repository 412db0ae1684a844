import { useSyncExternalStore } from "react";
import { serverNow } from "@/lib/client/clock";

/** When our server became unreachable (ms since the epoch); null while it is reachable. */
let unreachableSince: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if (next === unreachableSince) return;
  unreachableSince = next;
  for (const notify of listeners) notify();
}

export const connection = {
  markReachable: () => set(null),
  markUnreachable: () => set(unreachableSince ?? serverNow()),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns since when (ms since the epoch) the server has been unreachable; null while it is reachable. */
export function useUnreachableSince(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => unreachableSince,
    () => null,
  );
}
