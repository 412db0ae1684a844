import { serverNow } from "@/lib/client/clock";

/** The state of live events: `idle` while no app is shown, `lost` while they should arrive and do not. */
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

/** Returns the polling interval of a page in ms: longer while events are live. */
export function pace(usual: number, live: number): number {
  return state.kind === "live" ? live : usual;
}
