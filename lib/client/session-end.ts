import { serverNow } from "./clock";

/** When the session ended, by a 401 response (ms); null while it is valid. */
let endedAt: number | null = null;
const listeners = new Set<() => void>();

function set(next: number | null): void {
  if (next === endedAt) return;
  endedAt = next;
  for (const notify of listeners) notify();
}

export const sessionEnd = {
  /** Called for a 401 response: the session has ended. */
  seen: () => set(endedAt ?? serverNow()),
  /** Called for a successful response: there is a session (signed in again in another tab). */
  over: () => set(null),
  at: () => endedAt,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
