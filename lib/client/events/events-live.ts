import { serverNow } from "@/lib/client/clock";

/**
 * Whether changes are told as they happen: `idle` while nothing is looked at, `lost` while they should be and are not.
 */
export type EventsState = { kind: "idle" } | { kind: "live" } | { kind: "lost"; since: number };

let state: EventsState = { kind: "idle" };
const listeners = new Set<() => void>();

export const eventsLive = {
  set(next: EventsState["kind"], now = serverNow()): void {
    if (next === state.kind) return;
    state = next === "lost" ? { kind: next, since: now } : { kind: next };
    for (const notify of listeners) notify();
  },
  state: () => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** How often a page asks by itself, in ms: rarely while changes are told as they happen. */
export function pace(usual: number, live: number): number {
  return state.kind === "live" ? live : usual;
}
